import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { patchWorkspace, policy, putPolicy } from '@fairlead/sdk'
import { setOwner } from '../../assignment/testing.ts'
import { choose } from '../../testing/scene.ts'
import {
  alwaysOpen,
  assignee,
  close,
  closedToday,
  comesBy,
  give,
  hasBeenServedBy,
  leave,
  makeVip,
  ownerOf,
  silence,
  somebodyElse,
  zoneWhereItIs,
} from './testing/doings.ts'
import { beginPlay, openStage } from './testing/stage.ts'

// What each template does where it does not go as it does most of the time.

const stage = await openStage()
after(() => stage.app[Symbol.asyncDispose]())

test('even_leads: managers hear of a lead that nobody takes, and who takes it later keeps the customer', async () => {
  const play = await beginPlay(stage)
  await leave(play, 0, 1)
  await play.install('even_leads', { teamId: play.teams.first })
  await play.writes('What does it cost?')
  await play.skipTime()
  assert.match((await play.noted()).join(), /^Nobody has taken the lead/)
  assert.equal(await ownerOf(play), null)

  await give(play, 1)
  assert.equal(await ownerOf(play), 'Ben Agent')
})

test('even_leads: who stands in for an owner who is away does not take the customer', async () => {
  const play = await beginPlay(stage)
  await hasBeenServedBy(play, 0)
  await setOwner(play.scene, (await play.conversation()).id, play.scene.agents[0]!)
  await play.install('even_leads', { teamId: play.teams.first })
  await leave(play, 0)
  await play.writes('What does it cost?')
  assert.equal(await assignee(play), 'Ben Agent')
  assert.equal(await ownerOf(play), 'Ana Agent')
})

test('quality_support: whoever helped last does so again, with more to do than others', async () => {
  const play = await beginPlay(stage)
  await hasBeenServedBy(play, 0)
  await somebodyElse(play, 0)
  await play.install('quality_support', { teamId: play.teams.first })
  await play.writes('It broke again')
  assert.equal(await assignee(play), 'Ana Agent')
})

test('quality_support: nobody gets more than the limit, and who waits for it is told', async () => {
  const play = await beginPlay(stage)
  await play.install('quality_support', { teamId: play.teams.second, agentLimit: 1 })
  await somebodyElse(play)
  await play.writes('It broke')
  assert.equal(await assignee(play), null)
  await play.skipTime()
  const [, welcome, sorry, ...more] = await play.said()
  assert.match(`${welcome} ${sorry}`, /^Thank you for writing to .+ It is taking longer than we would like/)
  assert.deepEqual(more, [])
  assert.equal((await play.conversation()).teamId, play.teams.second)
})

test('online_only: who comes online later gets it, and who is not never does', async () => {
  const play = await beginPlay(stage)
  await leave(play, 0, 1)
  await play.install('online_only', { teamId: play.teams.first })
  await play.writes('Hello')
  await play.skipTime()
  assert.equal(await assignee(play), null)
  await choose(play.scene, play.scene.agents[1]!, 'online')
  await play.settle()
  assert.equal(await assignee(play), 'Ben Agent')
  assert.equal((await play.said()).length, 1)
})

test('low_cost: whom the pages helped is thanked and closed', async () => {
  const play = await beginPlay(stage)
  await play.install('low_cost', { teamId: play.teams.first, helpUrl: 'https://help.example.com' })
  await play.writes('Hello')
  assert.equal(await assignee(play), null)
  await play.writes('Yes, thank you')
  const { status, closing, assigneeId } = await play.conversation()
  assert.deepEqual([status, closing?.summary, assigneeId], ['closed', 'Solved by the help pages', null])
  assert.match((await play.said()).at(-1) ?? '', /^Glad to hear that/)
})

for (const [words, what] of [
  ['Where is my parcel?', 'who says something else'],
  [null, 'who says nothing more'],
] as const) {
  test(`low_cost: ${what} comes to somebody`, async () => {
    const play = await beginPlay(stage)
    await play.install('low_cost', { teamId: play.teams.second, helpUrl: 'https://help.example.com' })
    await play.writes('Hello')
    await (words === null ? play.skipTime() : play.writes(words))
    assert.deepEqual([await assignee(play), (await play.conversation()).teamId], ['Ben Agent', play.teams.second])
    assert.equal((await play.said()).length, 1)
  })
}

test('low_cost: when too many wait one is told so once, and waits behind the others', async () => {
  const play = await beginPlay(stage)
  await leave(play, 0, 1)
  await somebodyElse(play)
  await play.install('low_cost', { teamId: play.teams.first, helpUrl: 'https://help.example.com', fullAt: 1 })
  await play.writes('Hello')
  await play.writes('No, I need somebody')
  const { teamId, priority } = await play.conversation()
  assert.deepEqual([teamId, priority], [play.teams.first, 'low'])
  await play.writes('Hello?')
  assert.deepEqual(
    (await play.said()).map((text) => text.slice(0, 11)),
    ['Many answer', 'Many people'],
  )
})

test('new_and_returning: who comes back goes to whoever had them', async () => {
  const play = await beginPlay(stage)
  await hasBeenServedBy(play, 0)
  await somebodyElse(play, 0)
  const { first, second } = play.teams
  await play.install('new_and_returning', { newTeamId: second, returningTeamId: first })
  await play.writes('Hello again')
  assert.equal(await assignee(play), 'Ana Agent')
  assert.match((await play.said()).join(), /^Good to hear from you again/)
})

test('vip: goes to their own agent; to another of the team when that one is away', async () => {
  const play = await beginPlay(stage)
  await hasBeenServedBy(play, 0)
  await makeVip(play, 0)
  await play.install('vip', { vipTag: 'gold', vipTeamId: play.teams.first, otherTeamId: play.teams.second })
  await play.writes('Hello again')
  assert.deepEqual([await assignee(play), (await play.conversation()).priority], ['Ana Agent', 'urgent'])

  await close(play)
  await leave(play, 0)
  await play.writes('And again')
  assert.deepEqual([await assignee(play), (await play.conversation()).priority], ['Ben Agent', 'urgent'])
  assert.deepEqual([await play.noted(), await ownerOf(play)], [[], 'Ana Agent'])
})

test('vip: managers are told once when nobody is there', async () => {
  const play = await beginPlay(stage)
  await hasBeenServedBy(play, 0)
  await makeVip(play, 0)
  await leave(play, 0, 1)
  await play.install('vip', { vipTag: 'gold', vipTeamId: play.teams.first, otherTeamId: play.teams.second })
  await play.writes('Hello again')
  await play.skipTime()
  assert.deepEqual(await play.noted(), ['Mara Muster, a VIP, has been waiting for 10 minutes.'])
  assert.equal((await play.conversation()).teamId, play.teams.first)
})

test('by_language: other languages, and those of whom none is known, go to the rest', async () => {
  for (const locale of ['fr', undefined]) {
    const play = await beginPlay(stage)
    await play.install('by_language', { otherTeamId: play.teams.first, italianTeamId: play.teams.second })
    await play.writes('Bonjour', locale === undefined ? {} : { locale })
    assert.equal((await play.conversation()).teamId, play.teams.first)
  }
})

test('by_channel: mail goes to its team, and what is neither to the rest', async () => {
  for (const [type, key] of [
    ['email', 'second'],
    ['webchat', 'first'],
  ] as const) {
    const play = await beginPlay(stage)
    const { first, second } = play.teams
    await play.install('by_channel', { messengerTeamId: first, emailTeamId: second, otherTeamId: first })
    await comesBy(play, type)
    await play.writes('Hello')
    assert.equal((await play.run()).steps[0]?.exit, type === 'email' ? 'branch:email' : 'else')
    assert.equal((await play.conversation()).teamId, play.teams[key])
  }
})

test('shifts: each has its hours in the workspace’s time zone', async () => {
  for (const [hour, exit, key] of [
    [6, 'branch:morning', 'second'],
    [14, 'branch:afternoon', 'first'],
    [22, 'else', 'second'],
    [3, 'else', 'second'],
  ] as const) {
    const play = await beginPlay(stage)
    const { first, second } = play.teams
    await play.client.call(patchWorkspace, { body: { hours: alwaysOpen(zoneWhereItIs(hour)) } })
    const [morningTeamId, nightTeamId] = hour === 6 ? [second, first] : [first, second]
    await play.install('shifts', { morningTeamId, afternoonTeamId: first, nightTeamId })
    await play.writes('Hello')
    assert.equal((await play.run()).steps[0]?.exit, exit)
    assert.equal((await play.conversation()).teamId, play.teams[key])
  }
})

test('out_of_hours: says nothing while open, and when closed once, in their language and the team’s zone', async () => {
  const open = await beginPlay(stage)
  await open.client.call(patchWorkspace, { body: { hours: alwaysOpen('UTC') } })
  await open.install('out_of_hours', {})
  await open.writes('Hello')
  assert.deepEqual(await open.said(), [])

  const closed = await beginPlay(stage)
  await closed.client.call(patchWorkspace, { body: { hours: alwaysOpen('UTC') } })
  const params = { id: closed.teams.first }
  await closed.client.call(putPolicy, { params, body: policy.parse({ hours: closedToday('Asia/Bangkok') }) })
  await closed.install('out_of_hours', {})
  await closed.writes('Guten Abend', { locale: 'de-AT' })
  await closed.writes('Noch etwas')
  const [told, ...more] = await closed.said()
  assert.match(told ?? '', /^Danke für Ihre Nachricht\. .+; wieder geöffnet ist .+09:00.*\. Dann antworten wir\.$/)
  assert.deepEqual(more, [])
})

test('over_capacity: who is served at once hears nothing, and who waits is told once', async () => {
  const served = await beginPlay(stage)
  await served.install('over_capacity', { teamId: served.teams.first })
  await served.writes('Hello')
  assert.notEqual(await assignee(served), null)
  await served.skipTime()
  assert.deepEqual(await served.said(), [])

  const waits = await beginPlay(stage)
  await leave(waits, 0, 1)
  await somebodyElse(waits)
  await waits.install('over_capacity', { teamId: waits.teams.first })
  await waits.writes('Hello')
  await waits.skipTime()
  await waits.writes('Hello?')
  await waits.skipTime()
  const [sorry, ...more] = await waits.said()
  assert.match(sorry ?? '', /You are number 2 in the queue/)
  assert.deepEqual(more, [])
})

test('over_capacity: when the queue is full one waits in it all the same while asked for an address', async () => {
  const play = await beginPlay(stage)
  await leave(play, 0, 1)
  await somebodyElse(play)
  await play.install('over_capacity', { teamId: play.teams.first, fullAt: 1 })
  await play.writes('Hello')
  assert.match((await play.said()).join(), /^A great many people are waiting/)
  assert.equal((await play.conversation()).teamId, play.teams.first)
  await play.writes('mara@example.com')
  assert.deepEqual(await play.noted(), ['The queue was full. Can be reached at mara@example.com.'])

  await choose(play.scene, play.scene.agents[1]!, 'online')
  await play.settle()
  assert.equal(await assignee(play), 'Ben Agent')
  assert.equal((await play.said()).length, 1)
})

test('escalate: who was answered is left alone, and who waits is told once each time', async () => {
  const answered = await beginPlay(stage)
  await answered.install('escalate', { teamId: answered.teams.second, minutes: 20 })
  await answered.writes('Hello')
  await answered.replies('Hello Mara')
  await silence(answered, 21)
  assert.deepEqual([await answered.said(), await answered.noted()], [[], []])

  const waits = await beginPlay(stage)
  await waits.writes('Hello')
  await give(waits, 0)
  await waits.install('escalate', { teamId: waits.teams.second, minutes: 20 })
  await waits.writes('Hello?')
  await silence(waits, 21)
  assert.equal(await assignee(waits), 'Ben Agent')
  await silence(waits, 61)
  assert.equal((await waits.said()).length, 1)

  await waits.replies('Here I am')
  await waits.writes('And the other one?')
  await silence(waits, 21)
  assert.equal((await waits.said()).length, 2)
})

for (const [answers, team] of [
  [['I need help'], 'second'],
  [['Something else'], 'first'],
  [['no idea', 'none of these'], 'first'],
  [[], 'first'],
] as const) {
  test(`keyword_menu: ${answers.join(', ') || 'silence'} leads to the right team`, async () => {
    const play = await beginPlay(stage)
    const { first, second } = play.teams
    const sales = team === 'first' ? second : first
    await play.install('keyword_menu', { salesTeamId: sales, supportTeamId: second, otherTeamId: first })
    await play.writes('Hello')
    assert.equal(await assignee(play), null)
    for (const text of answers) await play.writes(text)
    if (answers.length === 0) await play.skipTime()
    assert.equal((await play.conversation()).teamId, play.teams[team])
    assert.notEqual(await assignee(play), null)
  })
}

test('collect_details: who stops answering, or has no order number, comes to somebody all the same', async () => {
  const silent = await beginPlay(stage)
  await silent.install('collect_details', { teamId: silent.teams.second })
  await silent.writes('Hello')
  await silent.skipTime()
  assert.deepEqual([await assignee(silent), await silent.noted()], ['Ben Agent', []])

  const none = await beginPlay(stage)
  await none.install('collect_details', { teamId: none.teams.second })
  const words = ['Hello', 'Mara', 'mara@example.com', 'I have none', 'none', 'really none', 'no', 'no']
  for (const text of words) await none.writes(text)
  assert.deepEqual([await assignee(none), await none.noted()], ['Ben Agent', []])
})

test('keyword_answer: not to other words, and not twice', async () => {
  const play = await beginPlay(stage)
  await play.install('keyword_answer', { keywords: 'open', answer: 'From nine to five.' })
  await play.writes('The bottle does not like opening')
  assert.deepEqual(await play.said(), [])
  await play.writes('When are you open?')
  await play.writes('Open on Sundays, too?')
  assert.deepEqual(await play.said(), ['From nine to five.'])
})
