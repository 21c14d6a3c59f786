import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import {
  ApiError,
  type Client,
  deleteTeam,
  deleteWorkflow,
  deleteWorkflowSecret,
  getWorkflow,
  listRatings,
  listWorkflowButtons,
  listWorkflowSecrets,
  listWorkflows,
  listWorkflowTemplates,
  listWorkflowVersions,
  patchWorkflow,
  postTeam,
  postWorkflow,
  publishWorkflow,
  putWorkflowSecret,
  switchWorkflow,
  type WorkflowDefinition,
  type WorkflowDefinitionInput,
  type WorkflowProblem,
  workflowDefinition,
  workflowProblem,
} from '@fairlead/sdk'
import { newId } from '../db/id.ts'
import { addConversation, addMember, readLog } from '../setup/testing.ts'
import { clientOf, openApp } from '../testing/app.ts'
import { type Scene, setScene } from '../testing/scene.ts'
import { begin as beginRun } from '../workflows/interpreter/begin.ts'
import { isProblem } from './testing.ts'

const app = await openApp()
after(() => app[Symbol.asyncDispose]())

test('managers make, change and publish workflows, and agents see that there are any', async () => {
  const { scene, manager, ana } = await begin()
  const made = await manager.call(postWorkflow, { body: { name: 'Hello', draft: hello() } })
  assert.deepEqual(
    [made.state, made.version, made.draftVersion, made.isChanged, made.isRouting, made.triggerType],
    ['draft', null, 1, true, false, 'conversation_opened'],
  )
  const params = { id: made.id }

  const published = await manager.call(publishWorkflow, { params, body: { draftVersion: 1 } })
  assert.deepEqual([published.state, published.version, published.isChanged], ['on', 1, false])
  const changed = await manager.call(patchWorkflow, { params, body: { draft: hello('Hi'), draftVersion: 1 } })
  assert.deepEqual([changed.version, changed.draftVersion, changed.isChanged], [1, 2, true])
  const [listed, ...others] = (await ana.call(listWorkflows, {})).data
  assert.deepEqual([listed?.name, listed?.isChanged, listed?.active, others], ['Hello', true, 0, []])

  const refused = isProblem('forbidden')
  await assert.rejects(ana.call(getWorkflow, { params }), refused)
  await assert.rejects(ana.call(postWorkflow, { body: { name: 'Mine' } }), refused)
  await assert.rejects(ana.call(patchWorkflow, { params, body: { name: 'Mine' } }), refused)
  await assert.rejects(ana.call(publishWorkflow, { params, body: { draftVersion: 2 } }), refused)
  await assert.rejects(ana.call(switchWorkflow, { params, body: { to: 'off' } }), refused)
  await assert.rejects(ana.call(listWorkflowVersions, { params }), refused)
  const told = (await readLog(app.database, scene.workspaceId)).filter(({ type }) => type === 'workflow.changed')
  assert.deepEqual(
    told.map(({ subjectId, actor }) => [subjectId, actor.type]),
    [1, 2, 3].map(() => [made.id, 'member']),
  )
})

test('of two managers at once the later one hears of the other', async () => {
  const { scene, manager } = await begin()
  const max = await clientOf(app, await addMember(app.database, scene.workspaceId, { name: 'Max', role: 'manager' }))
  const params = { id: (await make(manager, hello())).id }
  const drafts = ['One', 'Two', 'Three', 'Four']
  const outcomes = await Promise.allSettled(
    drafts.map((text, index) =>
      [manager, max][index % 2]!.call(patchWorkflow, { params, body: { draft: hello(text), draftVersion: 1 } }),
    ),
  )
  const lost = outcomes.filter(({ status }) => status === 'rejected')
  assert.equal(lost.length, 3)
  for (const outcome of lost) assert.ok(outcome.status === 'rejected' && isProblem('overtaken')(outcome.reason))
  const { draftVersion, draft } = await max.call(getWorkflow, { params })
  assert.equal(draftVersion, 2)

  await assert.rejects(max.call(publishWorkflow, { params, body: { draftVersion: 1 } }), isProblem('overtaken'))
  await assert.rejects(max.call(patchWorkflow, { params, body: { draft } }), isProblem('invalid_request'))
  // The same again is no change, whichever draft was seen.
  assert.equal((await max.call(patchWorkflow, { params, body: { draft, draftVersion: 1 } })).draftVersion, 2)
  assert.equal((await max.call(patchWorkflow, { params, body: { name: 'Other' } })).draftVersion, 2)
})

test('what is published never changes, and the same is not published twice', async () => {
  const { manager, scene } = await begin()
  const params = { id: (await make(manager, hello('One'))).id }
  const publish = (draftVersion: number) => manager.call(publishWorkflow, { params, body: { draftVersion } })
  await publish(1)
  assert.equal((await publish(1)).version, 1)
  await manager.call(patchWorkflow, { params, body: { draft: hello('Two'), draftVersion: 1 } })
  assert.equal((await publish(2)).version, 2)

  const { data } = await manager.call(listWorkflowVersions, { params })
  assert.deepEqual(
    data.map(({ version, byId, definition }) => [version, byId, textOf(definition)]),
    [
      [2, scene.owner.memberId, 'Two'],
      [1, scene.owner.memberId, 'One'],
    ],
  )
})

test('what is wrong keeps it from being published, and is told with its place', async () => {
  const { manager } = await begin()
  const { id: teamId } = await manager.call(postTeam, { body: { name: 'Gone soon' } })
  const draft = input({
    start: { trigger: { type: 'conversation_opened' }, next: 'give' },
    steps: [
      { id: 'give', type: 'assign', to: { kind: 'team', teamId }, exits: { next: 'say' } },
      { id: 'say', type: 'send_message', text: english('Hello {{ contact.nme }}'), exits: { next: 'ask' } },
      { id: 'ask', type: 'ask_question', text: english('Number?'), pattern: '(' },
    ],
  })
  const params = { id: (await make(manager, draft)).id }
  await manager.call(deleteTeam, { params: { id: teamId } })

  const problems = await problemsOf(manager.call(publishWorkflow, { params, body: { draftVersion: 1 } }))
  assert.deepEqual(
    problems.map(({ code, level, stepId, path }) => [code, level, stepId, path]),
    [
      ['unknown_reference', 'error', 'give', 'to.teamId'],
      ['text_mistake', 'error', 'say', 'text.texts.en'],
      ['pattern_mistake', 'error', 'ask', 'pattern'],
      ['not_connected', 'warning', 'ask', 'exits.answered'],
    ],
  )
  assert.equal((await manager.call(getWorkflow, { params })).state, 'draft')
})

test('switched off it begins nothing, and its runs are told to end where that is asked for', async () => {
  const { scene, manager } = await begin()
  const params = { id: (await make(manager, hello())).id }
  const to = (to: 'on' | 'off' | 'archived', runs: 'finish' | 'cancel' = 'finish') =>
    manager.call(switchWorkflow, { params, body: { to, runs } })
  await assert.rejects(to('on'), isProblem('workflow_not_published'))
  await manager.call(publishWorkflow, { params, body: { draftVersion: 1 } })
  const runs = [await addRun(scene, params.id, 'waiting'), await addRun(scene, params.id, 'running')]
  await addRun(scene, params.id, 'done')

  assert.equal((await to('off')).state, 'off')
  assert.deepEqual(await eventsOf(scene.workspaceId), [])
  assert.equal((await manager.call(listWorkflows, {})).data[0]?.active, 2)
  assert.equal((await to('off', 'cancel')).state, 'off')
  const event = { type: 'cancel', end: 'switched_off' }
  assert.deepEqual(
    await eventsOf(scene.workspaceId),
    runs.sort().map((id) => [id, event]),
  )
  const jobs = await app.database.pool.query<{ key: string }>(
    "SELECT key FROM graphile_worker.jobs WHERE task_identifier = 'workflow.advance' AND key = ANY ($1) ORDER BY key",
    [runs.map((id) => `run:${id}`)],
  )
  assert.equal(jobs.rows.length, 2)

  assert.equal((await to('archived')).state, 'archived')
  assert.deepEqual((await manager.call(listWorkflows, {})).data, [])
  assert.equal((await manager.call(listWorkflows, { query: { archived: 'true' } })).data.length, 1)
  assert.equal((await to('on')).state, 'on')
})

test('only what was never published is deleted', async () => {
  const { scene, manager } = await begin()
  const draft = { id: (await make(manager, hello())).id }
  assert.equal((await manager.call(switchWorkflow, { params: draft, body: { to: 'archived' } })).state, 'archived')
  assert.equal((await manager.call(switchWorkflow, { params: draft, body: { to: 'off' } })).state, 'draft')
  await manager.call(deleteWorkflow, { params: draft })
  await assert.rejects(manager.call(getWorkflow, { params: draft }), isProblem('not_found'))
  assert.equal((await readLog(app.database, scene.workspaceId)).at(-1)?.type, 'workflow.deleted')

  const params = { id: (await make(manager, hello())).id }
  await manager.call(publishWorkflow, { params, body: { draftVersion: 1 } })
  await assert.rejects(manager.call(deleteWorkflow, { params }), isProblem('workflow_published'))
})

test('one that says who gets opened conversations is known as such', async () => {
  const { scene, manager } = await begin()
  const draft = input({
    start: { trigger: { type: 'conversation_opened' }, next: 'give' },
    steps: [{ id: 'give', type: 'assign', to: { kind: 'team', teamId: scene.team.id } }],
  })
  const { id, isRouting } = await make(manager, draft)
  assert.equal(isRouting, true)
  await manager.call(publishWorkflow, { params: { id }, body: { draftVersion: 1 } })
  const row = await app.database.db
    .selectFrom('workflow')
    .select(['is_routing', 'trigger_type', 'version', 'state'])
    .where('id', '=', id)
    .executeTakeFirst()
  assert.deepEqual(row, { is_routing: true, trigger_type: 'conversation_opened', version: 1, state: 'on' })
})

test('a template is filled in with the answers, and says which it needs', async () => {
  const { scene, manager } = await begin()
  const templates = (await manager.call(listWorkflowTemplates, {})).data
  const template = templates.find(({ asks }) => asks.length === 1 && asks[0]?.kind === 'team')
  assert.ok(template)
  const [ask] = template.asks
  const body = { name: template.name, template: template.key }
  const made = await manager.call(postWorkflow, { body: { ...body, answers: { [ask!.key]: scene.team.id } } })
  assert.ok(JSON.stringify(made.draft).includes(scene.team.id))
  await manager.call(publishWorkflow, { params: { id: made.id }, body: { draftVersion: 1 } })
  await assert.rejects(manager.call(postWorkflow, { body }), isProblem('invalid_request'))
  const unknown = { name: 'Hello', template: 'no such template' }
  await assert.rejects(manager.call(postWorkflow, { body: unknown }), isProblem('unknown_reference'))
})

test('the address of a webhook is for managers alone', async () => {
  const { manager, ana } = await begin()
  const contact = { by: 'email' as const, path: 'email' }
  const draft = input({ start: { trigger: { type: 'webhook', contact } }, steps: [] })
  const { id, webhookUrl } = await make(manager, draft)
  assert.match(webhookUrl ?? '', new RegExp(`^http://localhost:3000/hooks/workflows/${id}/[\\w-]{43}$`))
  const [seenByManager, seenByAgent] = await Promise.all(
    [manager, ana].map(async (client) => (await client.call(listWorkflows, {})).data[0]?.webhookUrl),
  )
  assert.deepEqual([seenByManager, seenByAgent], [webhookUrl, null])
  assert.equal((await make(manager, hello())).webhookUrl, null)
})

test('secrets are kept, named, and never shown', async () => {
  const { scene, manager, ana } = await begin()
  const params = { name: 'shop_key' }
  await manager.call(putWorkflowSecret, { params, body: { value: 'very-secret-words' } })
  const again = await manager.call(putWorkflowSecret, { params, body: { value: 'other-secret-words' } })
  assert.deepEqual((await manager.call(listWorkflowSecrets, {})).data, [again])
  await assert.rejects(ana.call(listWorkflowSecrets, {}), isProblem('forbidden'))
  const rows = await app.database.db
    .selectFrom('workflow_secret')
    .select('value')
    .where('workspace_id', '=', scene.workspaceId)
    .execute()
  assert.equal(rows.length, 1)
  assert.doesNotMatch(Buffer.from(rows[0]!.value, 'base64').toString('latin1'), /secret-words/)

  const request = (name: string) =>
    input({
      start: { trigger: { type: 'conversation_opened' }, next: 'ask' },
      steps: [{ id: 'ask', type: 'http_request', url: `https://example.com/{{ secret.${name} }}` }],
    })
  const { id } = await make(manager, request('shop_key'))
  await manager.call(publishWorkflow, { params: { id }, body: { draftVersion: 1 } })
  await manager.call(deleteWorkflowSecret, { params })
  await assert.rejects(manager.call(deleteWorkflowSecret, { params }), isProblem('not_found'))
  const other = await make(manager, request('shop_key'))
  const [problem] = await problemsOf(
    manager.call(publishWorkflow, { params: { id: other.id }, body: { draftVersion: 1 } }),
  )
  assert.deepEqual([problem?.code, problem?.path], ['text_mistake', 'url'])
})

test('members see the buttons of what is on', async () => {
  const { manager, ana } = await begin()
  const form = [{ name: 'reason', label: 'Reason', kind: 'text' as const }]
  const draft = input({
    start: { trigger: { type: 'button', label: 'Spam', shortcut: 's', form }, next: 'end' },
    steps: [{ id: 'end', type: 'stop' }],
  })
  const { id } = await make(manager, draft)
  assert.deepEqual((await ana.call(listWorkflowButtons, {})).data, [])
  await manager.call(publishWorkflow, { params: { id }, body: { draftVersion: 1 } })
  assert.deepEqual((await ana.call(listWorkflowButtons, {})).data, [
    { id, label: 'Spam', shortcut: 's', form: [{ ...form[0], choices: [], isRequired: false }] },
  ])
  await manager.call(switchWorkflow, { params: { id }, body: { to: 'off' } })
  assert.deepEqual((await ana.call(listWorkflowButtons, {})).data, [])
})

test('ratings come the newest first, page by page, and those of one conversation', async () => {
  const { scene, ana, anaId } = await begin()
  const conversations = [newId(), newId()]
  const at = new Date()
  const ids = [1, 2, 3, 4, 5].map(() => newId())
  await app.database.db
    .insertInto('rating')
    .values(
      ids.map((id, index) => ({
        ...{ workspace_id: scene.workspaceId, id, conversation_id: conversations[index % 2]!, contact_id: newId(), at },
        ...{ agent_id: index === 0 ? anaId : null, team_id: null, score: index + 1, comment: '' },
      })),
    )
    .execute()
  const first = await ana.call(listRatings, { query: { limit: 3 } })
  assert.deepEqual(
    first.data.map(({ score }) => score),
    [5, 4, 3],
  )
  const rest = await ana.call(listRatings, { query: { limit: 3, cursor: first.nextCursor ?? '' } })
  assert.deepEqual([rest.data.map(({ score }) => score), rest.nextCursor], [[2, 1], null])
  const ofOne = await ana.call(listRatings, { query: { conversationId: conversations[1]! } })
  assert.deepEqual(
    ofOne.data.map(({ score }) => score),
    [4, 2],
  )
  const own = await ana.call(listRatings, { query: { agentId: anaId } })
  assert.equal(own.data.length, 1)
  await assert.rejects(ana.call(listRatings, { query: { cursor: 'x' } }), isProblem('invalid_request'))
})

async function begin() {
  const scene = await setScene(app.database)
  const [agent] = scene.agents
  const [manager, ana] = [await clientOf(app, scene.owner), await clientOf(app, agent!)]
  return { scene, manager, ana, anaId: agent!.memberId }
}

function make(client: Client, draft: WorkflowDefinition) {
  return client.call(postWorkflow, { body: { name: 'Hello', draft } })
}

function input(given: WorkflowDefinitionInput): WorkflowDefinition {
  return workflowDefinition.parse(given)
}

function hello(text = 'Hello'): WorkflowDefinition {
  return input({
    start: { trigger: { type: 'conversation_opened' }, next: 'say' },
    steps: [{ id: 'say', type: 'send_message', text: english(text) }],
  })
}

function english(text: string) {
  return { defaultLocale: 'en', texts: { en: text } }
}

function textOf({ steps: [step] }: WorkflowDefinition): string | undefined {
  return step?.type === 'send_message' ? step.text.texts.en : undefined
}

async function problemsOf(publishing: Promise<unknown>): Promise<WorkflowProblem[]> {
  const error: unknown = await publishing.then(
    () => assert.fail('it was published'),
    (reason: unknown) => reason,
  )
  assert.ok(error instanceof ApiError && isProblem('workflow_incomplete')(error) && error.problem.status === 422)
  return workflowProblem.array().parse(error.problem.data?.problems)
}

async function addRun(
  { workspaceId, webchat: { channelId } }: Scene,
  workflowId: string,
  status: 'waiting' | 'running' | 'done',
): Promise<string> {
  const id = newId()
  const conversationId = await addConversation(app.database, { workspaceId, channelId })
  await app.database.db
    .insertInto('workflow_run')
    .values({
      ...{ workspace_id: workspaceId, id, workflow_id: workflowId, version: 1, status },
      ...{ conversation_id: conversationId, contact_id: newId(), state: JSON.stringify(beginRun(hello(), {})) },
    })
    .execute()
  return id
}

async function eventsOf(workspaceId: string): Promise<(readonly [string, unknown])[]> {
  const rows = await app.database.db
    .selectFrom('workflow_run_event')
    .select(['run_id', 'event'])
    .where('workspace_id', '=', workspaceId)
    .orderBy('run_id')
    .execute()
  return rows.map(({ run_id, event }) => [run_id, event])
}
