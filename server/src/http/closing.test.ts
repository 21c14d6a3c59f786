import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import {
  type ClosingCategory,
  closeConversation,
  deleteClosingCategory,
  listClosingCategories,
  patchClosingCategory,
  patchWorkspace,
  postClosingCategory,
  reopenConversation,
} from '@fairlead/sdk'
import { closeInactive } from '../conversations/auto-close.ts'
import { readLog } from '../setup/testing.ts'
import { clientOf, openApp } from '../testing/app.ts'
import { inboundMessage } from '../testing/inbound.ts'
import { bring, onlyConversation, setScene } from '../testing/scene.ts'
import { isProblem } from './testing.ts'

const app = await openApp()
after(() => app[Symbol.asyncDispose]())

test('makes, lists in order, renames and deletes categories, and tells of each', async () => {
  const { scene, manager, agent } = await begin()
  const refund = await make(manager, 'Refund')
  const question = await make(manager, 'Question')

  await assert.rejects(make(manager, 'REFUND'), isProblem('category_name_taken'))
  await assert.rejects(make(agent, 'Other'), isProblem('forbidden'))
  const moved = await manager.call(patchClosingCategory, {
    params: { id: refund.id },
    body: { name: 'Refunds', position: 7 },
  })
  await manager.call(deleteClosingCategory, { params: { id: question.id } })

  assert.deepEqual((await agent.call(listClosingCategories, {})).data, [{ ...question, isDeleted: true }, moved])
  assert.equal((await make(manager, 'Question')).isDeleted, false)
  await assert.rejects(manager.call(deleteClosingCategory, { params: { id: question.id } }), isProblem('not_found'))
  const types = (await readLog(app.database, scene.workspaceId)).map(({ type }) => type)
  assert.deepEqual(
    types.filter((type) => type.startsWith('closing_category.')),
    ['created', 'created', 'changed', 'deleted', 'created'].map((what) => `closing_category.${what}`),
  )
})

test('what whoever closes says stands with the conversation and in the log, also after it is reopened', async () => {
  const { scene, manager, agent, params } = await begin()
  const { id: categoryId } = await make(manager, 'Refund')

  const closed = await agent.call(closeConversation, { params, body: { categoryId, summary: ' Paid back. ' } })
  assert.deepEqual(closed.closing, { categoryId, summary: 'Paid back.' })
  const event = (await readLog(app.database, scene.workspaceId)).findLast(({ type }) => type === 'conversation.closed')
  assert.deepEqual(event?.type === 'conversation.closed' && event.data.closing, closed.closing)

  await agent.call(reopenConversation, { params })
  const again = await agent.call(closeConversation, { params })
  assert.deepEqual(again.closing, closed.closing)
})

test('where the workspace wants to know, a member cannot close without saying', async () => {
  const { manager, agent, params } = await begin()
  await manager.call(patchWorkspace, { body: { closing: { isCategoryRequired: true, isSummaryRequired: true } } })
  const close = (body: { categoryId?: string | null; summary?: string }) =>
    agent.call(closeConversation, { params, body })

  // There is no category to choose yet.
  await assert.rejects(close({}), (error) => isProblem('closing_incomplete')(error) && pathsOf(error) === 'summary')
  const { id: categoryId } = await make(manager, 'Refund')
  await assert.rejects(close({ summary: '  ' }), (error) => pathsOf(error) === 'categoryId,summary')
  await assert.rejects(close({ summary: 'Done' }), (error) => pathsOf(error) === 'categoryId')
  await assert.rejects(close({ categoryId: params.id, summary: 'Done' }), isProblem('unknown_reference'))
  assert.equal((await close({ categoryId, summary: 'Done' })).status, 'closed')
})

test('a category that is deleted closes nothing more', async () => {
  const { manager, agent, params } = await begin()
  const { id: categoryId } = await make(manager, 'Refund')
  await manager.call(deleteClosingCategory, { params: { id: categoryId } })
  const closing = agent.call(closeConversation, { params, body: { categoryId } })
  await assert.rejects(closing, isProblem('unknown_reference'))
})

test('what closes by itself has nothing to say', async () => {
  const { scene, manager } = await begin({ autoCloseMinutes: 30 })
  await manager.call(patchWorkspace, { body: { closing: { isCategoryRequired: false, isSummaryRequired: true } } })
  await app.database.pool.query(
    `UPDATE conversation SET waiting_since = NULL, last_message_at = now() - interval '1 day',
      queued_at = now() - interval '1 day', assigned_at = now() - interval '1 day' WHERE workspace_id = $1`,
    [scene.workspaceId],
  )
  await closeInactive(app.database)
  const { status, closing } = await onlyConversation(scene)
  assert.deepEqual({ status, closing }, { status: 'closed', closing: null })
})

async function begin(policy: { autoCloseMinutes?: number } = {}) {
  const scene = await setScene(app.database, { policy })
  await bring(scene, inboundMessage({}))
  const { id } = await onlyConversation(scene)
  return {
    scene,
    params: { id },
    manager: await clientOf(app, scene.owner),
    agent: await clientOf(app, scene.agents[0]!),
  }
}

function make(client: Awaited<ReturnType<typeof clientOf>>, name: string): Promise<ClosingCategory> {
  return client.call(postClosingCategory, { body: { name } })
}

function pathsOf(error: unknown): string {
  const { problem } = error as { problem: { errors?: { path: string }[] } }
  return (problem.errors ?? []).map(({ path }) => path).join()
}
