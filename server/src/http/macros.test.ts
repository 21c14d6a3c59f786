import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import {
  ApiError,
  type Client,
  deleteMacro,
  listMacros,
  listMessages,
  type Macro,
  type MacroStep,
  patchMacro,
  patchWorkspace,
  postClosingCategory,
  postMacro,
  postTeam,
  runMacro,
} from '@fairlead/sdk'
import { readLog } from '../setup/testing.ts'
import { clientOf, openApp } from '../testing/app.ts'
import { inboundMessage } from '../testing/inbound.ts'
import { allMessages, bring, onlyConversation, setScene } from '../testing/scene.ts'
import { isProblem } from './testing.ts'

const app = await openApp()
after(() => app[Symbol.asyncDispose]())

test('a member sees their own macros and those of everybody, and managers make the latter', async () => {
  const { scene, manager, ana, ben } = await begin()
  const own = await make(ana, [{ do: 'add_tags', tags: ['x'] }])
  const shared = await make(manager, [{ do: 'priority', priority: 'high' }], true)

  assert.deepEqual(await idsOf(ana), [own.id, shared.id].sort())
  assert.deepEqual(await idsOf(ben), [shared.id])
  await assert.rejects(make(ana, own.steps, true), isProblem('forbidden'))
  await assert.rejects(patch(ana, own, { isShared: true }), isProblem('forbidden'))
  await assert.rejects(patch(ana, shared, { name: 'Mine' }), isProblem('forbidden'))
  await assert.rejects(ana.call(deleteMacro, { params: { id: shared.id } }), isProblem('forbidden'))
  await assert.rejects(patch(ben, own, { name: 'Theirs' }), isProblem('not_found'))

  const log = await readLog(app.database, scene.workspaceId)
  const told = log.filter(({ type }) => type === 'macro.changed').map(({ data }) => data)
  assert.deepEqual(told, [
    { id: own.id, ownerId: scene.agents[0]?.memberId },
    { id: shared.id, ownerId: null },
  ])
})

test('one that is taken back from everybody is told to everybody', async () => {
  const { scene, manager, ana } = await begin()
  const shared = await make(manager, [{ do: 'priority', priority: 'high' }], true)
  const own = await patch(manager, shared, { isShared: false, name: 'Mine' })

  assert.deepEqual([own.ownerId, own.name], [scene.owner.memberId, 'Mine'])
  assert.deepEqual((await readLog(app.database, scene.workspaceId)).at(-1)?.data, { id: shared.id, ownerId: null })
  assert.deepEqual(await idsOf(ana), [])
  await manager.call(deleteMacro, { params: { id: shared.id } })
  assert.deepEqual(await idsOf(manager), [])
})

test('a macro names only what there is', async () => {
  const { ana } = await begin()
  const nobody = crypto.randomUUID()
  const wrong: MacroStep[] = [
    { do: 'assign', memberId: nobody },
    { do: 'move', teamId: nobody },
    { do: 'close', categoryId: nobody, summary: '' },
  ]
  for (const step of wrong) await assert.rejects(make(ana, [step]), isProblem('unknown_reference'), step.do)
  await assert.rejects(make(ana, [{ do: 'reply', text: 'Hi {{contact.age}}' }]), {
    message: 'steps.0.text: nothing can be filled in for {{contact.age}}',
  })
})

test('a run does every step, as whoever runs it', async () => {
  const { scene, manager, ana, params } = await begin()
  const { id: teamId } = await manager.call(postTeam, { body: { name: 'Second', memberIds: [], policy: {} } })
  const { id: categoryId } = await manager.call(postClosingCategory, { body: { name: 'Refund' } })
  const macro = await make(ana, [
    { do: 'add_tags', tags: ['refund', 'vip'] },
    { do: 'remove_tags', tags: ['vip'] },
    { do: 'priority', priority: 'high' },
    { do: 'move', teamId },
    { do: 'assign', memberId: 'me' },
    { do: 'note', text: 'By {{agent.first_name}}' },
    { do: 'reply', text: 'Hello {{contact.name}}, your number is {{conversation.number}}.' },
    { do: 'close', categoryId, summary: 'Paid back' },
  ])
  const before = await onlyConversation(scene)

  const after = await ana.call(runMacro, { params: { ...params, macroId: macro.id } })

  const { tags, priority, teamId: team, assigneeId, status, closing } = after
  assert.deepEqual(
    { tags, priority, team, assigneeId, status, closing },
    {
      tags: ['refund'],
      priority: 'high',
      team: teamId,
      assigneeId: scene.agents[0]?.memberId,
      status: 'closed',
      closing: { categoryId, summary: 'Paid back' },
    },
  )
  const { data } = await ana.call(listMessages, { params })
  assert.deepEqual(data.map(({ text, author }) => [text, author.name]).slice(0, 2), [
    [`Hello ${before.contact.name}, your number is ${before.number}.`, 'Ana Agent'],
    ['By Ana', 'Ana Agent'],
  ])
})

test('when one step cannot be done, none is, and it is said which', async () => {
  const { scene, manager, ana, params } = await begin()
  await manager.call(patchWorkspace, { body: { closing: { isCategoryRequired: false, isSummaryRequired: true } } })
  const closing = await make(ana, [
    { do: 'reply', text: 'Bye' },
    { do: 'close', categoryId: null, summary: '' },
  ])
  const gap = await make(ana, [
    { do: 'add_tags', tags: ['x'] },
    { do: 'reply', text: 'To {{contact.email}}' },
  ])
  const before = await onlyConversation(scene)
  const run = ({ id: macroId }: Macro) => ana.call(runMacro, { params: { ...params, macroId } })

  await assert.rejects(run(closing), (error) => isProblem('closing_incomplete')(error) && stepOf(error) === 2)
  await assert.rejects(run(gap), (error) => isProblem('text_incomplete')(error) && stepOf(error) === 2)
  assert.deepEqual(await onlyConversation(scene), before)
  assert.equal((await allMessages(scene)).length, 1)
})

test('a snooze lasts as long as the macro says', async () => {
  const { ana, params } = await begin()
  const { id: macroId } = await make(ana, [{ do: 'snooze', minutes: 60 }])
  const { status, snoozedUntil } = await ana.call(runMacro, { params: { ...params, macroId } })
  assert.equal(status, 'snoozed')
  const minutes = (Date.parse(snoozedUntil ?? '') - Date.now()) / 60_000
  assert.ok(minutes > 58 && minutes < 62, `${minutes}`)
})

test('several who run macros on one conversation at once all have their turn', async () => {
  const { scene, ana, ben, manager, params } = await begin()
  const [first, second] = scene.agents.map(({ memberId }) => memberId)
  const macros = await Promise.all([
    make(ana, [
      { do: 'assign', memberId: second ?? '' },
      { do: 'reply', text: 'One' },
    ]),
    make(ben, [
      { do: 'assign', memberId: first ?? '' },
      { do: 'reply', text: 'Two' },
    ]),
    make(manager, [
      { do: 'assign', memberId: null },
      { do: 'reply', text: 'Three' },
    ]),
  ])
  const clients = [ana, ben, manager]

  for (let round = 0; round < 3; round += 1) {
    await Promise.all(
      clients.map((client, index) =>
        client.call(runMacro, { params: { ...params, macroId: macros[index]?.id ?? '' } }),
      ),
    )
  }
  assert.equal((await allMessages(scene)).length, 10)
})

async function begin() {
  const scene = await setScene(app.database, { policy: { strategy: 'manual' } })
  await bring(scene, inboundMessage({}))
  const [ana, ben] = scene.agents
  const { id } = await onlyConversation(scene)
  return {
    scene,
    params: { id },
    manager: await clientOf(app, scene.owner),
    ana: await clientOf(app, ana!),
    ben: await clientOf(app, ben!),
  }
}

function make(client: Client, steps: MacroStep[], isShared = false): Promise<Macro> {
  return client.call(postMacro, { body: { name: 'Refund', steps, isShared } })
}

function patch(client: Client, { id }: Macro, body: { name?: string; isShared?: boolean }): Promise<Macro> {
  return client.call(patchMacro, { params: { id }, body })
}

async function idsOf(client: Client): Promise<string[]> {
  return (await client.call(listMacros, {})).data.map(({ id }) => id).sort()
}

function stepOf(error: unknown): unknown {
  return error instanceof ApiError ? error.problem.data?.step : undefined
}
