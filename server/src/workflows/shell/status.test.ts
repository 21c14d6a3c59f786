/** A closing by a run, where the workspace asks for a category or a summary with each. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { makeCategory } from '../../closing/make-category.ts'
import { loadConversation } from '../../conversations/present.ts'
import { found } from '../../errors.ts'
import { retryRun } from './cancel.ts'
import { beginPlay, openStage, type Play } from './testing.ts'

const stage = await openStage()
const { database } = stage
after(() => stage[Symbol.asyncDispose]())

test('is done with the category of the step', async () => {
  const play = await beginPlay(stage)
  const categoryId = await askForCategories(play)
  const id = await play.start(await play.publish([{ id: 'a', type: 'close', categoryId }]))

  await play.advance(id)

  const { status, closing } = found(await loadConversation(database.db, play.workspaceId, play.conversationId))
  assert.deepEqual([status, closing?.categoryId, (await play.run(id)).status], ['closed', categoryId, 'done'])
})

test('fails without one, and is done when it is tried again once none is asked for', async () => {
  const play = await beginPlay(stage)
  const { workspaceId, conversationId } = play
  await askForCategories(play)
  const id = await play.start(await play.publish([{ id: 'a', type: 'close' }]))

  await play.advance(id)

  const { status, end, stepId, error, steps } = await play.run(id)
  assert.deepEqual(
    [status, end, stepId, error, steps.map(({ output }) => output.code)],
    [
      ...['failed', 'step_failed', 'a'],
      'The workspace asks for a category with each closing. The step has none.',
      ['category_required'],
    ],
  )
  assert.equal((await loadConversation(database.db, workspaceId, conversationId))?.status, 'open')

  await sql`UPDATE workspace SET closing = jsonb_set(closing, '{isCategoryRequired}', 'false')
    WHERE id = ${workspaceId}`.execute(database.db)
  await database.transact((tx) => retryRun(tx, { workspaceId, id }))
  await play.advance(id)
  assert.equal((await play.run(id)).status, 'done')
  assert.equal((await loadConversation(database.db, workspaceId, conversationId))?.status, 'closed')
})

test('fails where a summary is asked for and nothing comes of its own', async () => {
  const play = await beginPlay(stage)
  const { workspaceId, conversationId } = play
  await sql`UPDATE workspace SET closing = '{"isCategoryRequired": false, "isSummaryRequired": true}'
    WHERE id = ${workspaceId}`.execute(database.db)
  const workflowId = await play.publish([{ id: 'a', type: 'close', summary: '{{ variable.how }}' }])
  const [without, id] = [await play.start(workflowId), await play.start(workflowId, { how: 'Paid back' })]

  await play.advance(without)
  const { status, error, steps } = await play.run(without)
  assert.deepEqual([status, steps.map(({ output }) => output.code)], ['failed', ['summary_required']])
  assert.equal(error, 'The workspace asks for a summary with each closing. The step’s is empty.')

  await play.advance(id)
  const closed = found(await loadConversation(database.db, workspaceId, conversationId))
  assert.deepEqual([closed.status, closed.closing?.summary], ['closed', 'Paid back'])
})

test('of what is closed already nothing is asked', async () => {
  const play = await beginPlay(stage)
  await askForCategories(play)
  await sql`UPDATE conversation SET status = 'closed', closed_at = now() WHERE id = ${play.conversationId}`.execute(
    database.db,
  )
  const id = await play.start(await play.publish([{ id: 'a', type: 'close' }]))

  await play.advance(id)

  assert.equal((await play.run(id)).status, 'done')
})

/** Answers the one there is. */
async function askForCategories({ workspaceId, scene }: Play): Promise<string> {
  await sql`UPDATE workspace SET closing = '{"isCategoryRequired": true, "isSummaryRequired": false}'
    WHERE id = ${workspaceId}`.execute(database.db)
  const actor = { type: 'member', id: scene.owner.memberId } as const
  return (await database.transact((tx) => makeCategory(tx, { workspaceId, actor, given: { name: 'Order' } }))).id
}
