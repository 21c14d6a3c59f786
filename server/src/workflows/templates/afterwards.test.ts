import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { startWorkflow } from '@fairlead/sdk'
import { assignee, close, give, silence } from './testing/doings.ts'
import { beginPlay, openStage } from './testing/stage.ts'

// The same as in branches.test.ts, of templates for when the customer was answered.

const stage = await openStage()
after(() => stage.app[Symbol.asyncDispose]())

test('silent_customer: an answer to the reminder keeps the conversation open', async () => {
  const play = await beginPlay(stage)
  await play.install('silent_customer', {})
  await play.writes('Hello')
  await play.replies('Which size?')
  await silence(play, 1199)
  assert.deepEqual(await play.said(), [])
  await silence(play, 2)
  assert.equal((await play.said()).length, 1)
  await play.writes('Size 42')
  await play.skipTime()
  assert.deepEqual([(await play.conversation()).status, (await play.run()).status], ['open', 'done'])
  assert.equal((await play.said()).length, 1)
})

test('rating: who was content is thanked, and no member has anything to do', async () => {
  const play = await beginPlay(stage)
  await play.install('rating', {})
  await play.writes('Hello')
  await close(play)
  await play.writes('5')
  assert.equal((await play.said()).at(-1), 'Thank you very much!')
  assert.equal((await play.conversation()).status, 'closed')
})

test('rating and rating_alert: one star says sorry, and comes to a team', async () => {
  const play = await beginPlay(stage)
  await play.install('rating', {})
  await play.install('rating_alert', { teamId: play.teams.second })
  await play.writes('Hello')
  await close(play)
  await play.writes('1')
  const { status, priority } = await play.conversation()
  assert.deepEqual([status, priority, await assignee(play)], ['open', 'high', 'Ben Agent'])
  assert.deepEqual(await play.noted(), ['Mara Muster gave a bad rating.'])
  assert.match((await play.said()).at(-1) ?? '', /sorry that it was not better/)
})

test('re_engage: closes where no answer comes, and writes once', async () => {
  const play = await beginPlay(stage)
  await play.install('re_engage', { whatsappTemplate: 'spring_offer en', teamId: play.teams.second })
  await play.writes('Hello')
  await play.replies('Which size?')
  await silence(play, 4321)
  await play.skipTime()
  assert.equal((await play.conversation()).status, 'closed')
  assert.equal((await play.run()).status, 'done')
})

test('spam: nobody is asked for a rating, and nothing more is said', async () => {
  const play = await beginPlay(stage)
  await play.install('rating', {})
  await play.install('silent_customer', { minutes: 60 })
  const workflowId = await play.install('spam', {})
  await play.writes('You have won')
  const { id } = await play.conversation()
  await play.client.call(startWorkflow, { params: { id, workflowId }, body: { answers: {} } })
  await play.settle()
  await silence(play, 120)
  assert.deepEqual([(await play.conversation()).status, await play.said()], ['closed', []])
})

test('hand_over: the other team has it, and who had it no longer does', async () => {
  const play = await beginPlay(stage)
  const workflowId = await play.install('hand_over', { teamId: play.teams.second })
  await play.writes('It broke')
  await give(play, 0)
  const { id } = await play.conversation()
  await play.client.call(startWorkflow, { params: { id, workflowId }, body: { answers: { summary: 'It broke.' } } })
  await play.settle()
  assert.deepEqual([await assignee(play), await play.noted()], ['Ben Agent', ['It broke.']])
})
