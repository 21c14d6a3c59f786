/**
 * What holds for every operation of the contract: who may call it, and that another workspace's things are not there.
 * A new endpoint is in the loop by being exported.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as sdk from '@fairlead/sdk'
import type { Database } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { addMember } from '../setup/testing.ts'
import { openApp, type TestApp } from '../testing/app.ts'
import { inboundMessage } from '../testing/inbound.ts'
import { allMessages, apiKeyOf, bring, onlyConversation, type Scene, setScene } from '../testing/scene.ts'
import { begin } from '../workflows/interpreter/begin.ts'

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'
type Endpoint = sdk.Endpoint & Readonly<{ name: string }>

const endpoints: readonly Endpoint[] = Object.entries<unknown>(sdk).flatMap(([name, value]) =>
  isEndpoint(value) ? { name, ...value } : [],
)

let app: TestApp
let scene: Scene
let keys: Record<'agent' | 'manager' | 'owner', string>
/** Something of each noun in another workspace. */
let foreign: Record<string, string>

before(async () => {
  app = await openApp()
  scene = await setScene(app.database)
  const manager = await addMember(app.database, scene.workspaceId, { name: 'Max Manager', role: 'manager' })
  keys = {
    agent: await apiKeyOf(scene, scene.agents[0]!),
    manager: await apiKeyOf(scene, manager),
    owner: await apiKeyOf(scene, scene.owner),
  }
  foreign = await stock(await setScene(app.database))
})
after(async () => {
  await app[Symbol.asyncDispose]()
})

test('there are as many endpoints as there are routes', async () => {
  const document = (await (await app.fetch(new Request('http://localhost/api/openapi.json'))).json()) as {
    paths: Record<string, Record<string, unknown>>
  }
  const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path.replace('/api/v1', '')}`),
  )

  assert.deepEqual(routes.toSorted(), endpoints.map(({ method, path }) => `${method} ${path}`).toSorted())
  assert.ok(endpoints.length > 40)
})

for (const endpoint of endpoints) {
  const { name, method, path, access } = endpoint
  if (access === 'public') continue

  test(`${name}: nobody comes in without a key, with a wrong one or a cookie of nobody`, async () => {
    for (const headers of [{}, { authorization: 'Bearer flk_wrongwrongwrongwrongwrong' }, { cookie: 'fairlead=x' }]) {
      const answer = await call(method, path, headers)
      assert.deepEqual([answer.status, answer.code], [401, 'unauthenticated'])
    }
  })

  if (access !== 'agent') {
    test(`${name}: not for agents, whatever they send`, async () => {
      const answer = await call(method, path, bearer(keys.agent))
      assert.deepEqual([answer.status, answer.code], [403, 'forbidden'])
    })
  }
  if (access === 'owner') {
    test(`${name}: for owners only`, async () => {
      const answer = await call(method, path, bearer(keys.manager))
      assert.deepEqual([answer.status, answer.code], [403, 'forbidden'])
    })
  }

  if (path.includes('{id}')) {
    test(`${name}: what is another workspace’s, nobody’s or no id is not there`, async () => {
      const noun = path.split('/')[1]!
      assert.ok(foreign[noun], `no ${noun} to try`)
      const body = bodies[name]
      for (const id of [foreign[noun], crypto.randomUUID()]) {
        const answer = await call(method, filled(path, id), bearer(keys.owner), body)
        assert.deepEqual([answer.status, answer.code], [404, 'not_found'])
      }
      for (const id of ['x', '-'.repeat(36), '%00', '..%2f..']) {
        const answer = await call(method, filled(path, id), bearer(keys.owner), body)
        assert.ok([400, 404].includes(answer.status), `${id} was answered ${answer.status}`)
      }
    })
  }

  if (endpoint.body) {
    test(`${name}: a body that does not fit is refused with what does not`, async () => {
      const at = filled(path, crypto.randomUUID())
      for (const [body, code] of [
        ['{', 'malformed_json'],
        ['', 'malformed_json'],
        ['null', 'invalid_request'],
        ['[]', 'invalid_request'],
        ['"text"', 'invalid_request'],
      ] as const) {
        const answer = await call(method, at, bearer(keys.owner), body)
        assert.deepEqual([answer.status, answer.code], [400, code], body)
      }
    })
  }

  test(`${name}: a page of another site cannot make a browser call it`, async () => {
    const headers = { cookie: 'fairlead.session_token=x', 'sec-fetch-site': 'cross-site' }
    const answer = await call(method, path, headers)
    assert.deepEqual([answer.status, answer.code], method === 'get' ? [401, 'unauthenticated'] : [403, 'cross_site'])
  })
}

test('ids in queries and bodies that are another workspace’s find nothing either', async () => {
  const { conversations, teams, members, channels, contacts, skills } = foreign
  for (const query of [`teamId=${teams}`, `assigneeId=${members}`, `contactId=${contacts}`, `channelId=${channels}`]) {
    const response = await app.fetch(
      new Request(`http://localhost/api/v1/conversations?${query}`, { headers: bearer(keys.owner) }),
    )
    assert.deepEqual(((await response.json()) as { data: object[] }).data, [])
  }
  const log = await app.fetch(
    new Request(`http://localhost/api/v1/events?subjectId=${conversations}`, { headers: bearer(keys.owner) }),
  )
  assert.deepEqual(((await log.json()) as { data: object[] }).data, [])

  for (const [method, path, body] of [
    ['post', '/teams', { name: 'X', memberIds: [members] }],
    ['put', `/teams/${scene.team.id}/members`, { members: [{ memberId: members }] }],
    ['put', `/teams/${scene.team.id}/policy`, { overflow: { ...overflow, teamId: teams } }],
    ['post', '/teams', { name: 'X', policy: { overflow: { ...overflow, teamId: teams } } }],
    ['patch', `/members/${scene.agents[0]!.memberId}`, { skillIds: [skills] }],
    ['post', '/contacts', { name: 'X', ownerId: members }],
    ['post', '/invitations', { email: 'new@example.com', role: 'agent', teamIds: [teams] }],
    ['patch', '/workspace', { defaultTeamId: teams }],
    ['patch', `/channels/${scene.webchat.channelId}`, { teamId: teams }],
    ['post', '/channels', { type: 'webchat', name: 'X', teamId: teams, settings: { title: 'X' } }],
    ['post', '/api-keys', { name: 'X', memberId: members }],
  ] as const) {
    const answer = await call(method, path, bearer(keys.owner), JSON.stringify(body))
    assert.deepEqual([answer.status, answer.code], [422, 'unknown_reference'], path)
  }
})

test('cursors that no list gave are refused', async () => {
  await bring(scene, inboundMessage())
  const { id } = await onlyConversation(scene)
  const dashes = '-'.repeat(36)
  const cursors = ['x', dashes, `1_${dashes}`, `${'9'.repeat(150)}_${id}`, `-1_${id}`, `1_${id}_1`, `1'--_${id}`]

  for (const path of ['/conversations?', `/conversations/${id}/messages?`, '/contacts?']) {
    for (const cursor of cursors) {
      const answer = await call('get', `${path}cursor=${encodeURIComponent(cursor)}`, bearer(keys.owner))
      assert.deepEqual([answer.status, answer.code], [400, 'invalid_request'], `${path}${cursor}`)
    }
  }
  for (const query of ['after=-1', 'after=x', 'after=1e99', 'limit=0', 'limit=100000', 'subjectId=x']) {
    assert.equal((await call('get', `/events?${query}`, bearer(keys.owner))).status, 400, query)
  }
  assert.equal((await call('get', '/events?after=999999999', bearer(keys.owner))).code, 'cursor_gone')
})

test('what is nowhere is not found, in the words of a problem', async () => {
  for (const path of ['/api/v1/nothing', '/api/v1', '/api/nothing', '/webhooks/nothing', '/webchat/nothing/at-all']) {
    const response = await app.fetch(new Request(`http://localhost${path}`, { headers: bearer(keys.owner) }))
    assert.equal(response.status, 404, path)
    assert.equal(response.headers.get('content-type'), 'application/problem+json', path)
    assert.equal(((await response.json()) as { code: string }).code, 'not_found')
  }
})

const tomorrow = new Date(Date.now() + 86_400_000).toISOString()
const piece = { text: '', attachments: [] }
const emptyDraft = {
  ...{ reply: piece, note: piece, replyTo: null, choices: [], cc: null, bcc: [], mentions: [], version: 0 },
}
const everything = { combinator: 'and', rules: [] } as const
const overflow = { afterMinutes: 5, longerThan: null, whenNobodyOnline: false }

const bodies: Readonly<Record<string, string>> = {
  patchChannel: '{}',
  patchContact: '{}',
  patchConversation: '{}',
  patchMember: '{}',
  patchSkill: '{}',
  patchTeam: '{}',
  patchWebhook: '{}',
  patchView: '{}',
  patchSnippet: '{}',
  patchMacro: '{}',
  patchField: '{}',
  patchClosingCategory: '{}',
  patchScheduledMessage: '{}',
  patchWorkflow: '{}',
  publishWorkflow: '{"draftVersion":1}',
  switchWorkflow: '{"to":"off"}',
  patchContactNote: '{"text":"x"}',
  postContactNote: '{"text":"x"}',
  postScheduledMessage: `{"message":{"text":"x"},"dueAt":"${tomorrow}"}`,
  putDraft: JSON.stringify(emptyDraft),
  putViewing: '{}',
  postMessage: '{"text":"x"}',
  postNote: '{"text":"x"}',
  putAssignment: '{"memberId":null}',
  mergeContact: `{"contactId":"${crypto.randomUUID()}"}`,
  rotateSecret: '{"secret":"verifyToken"}',
  previewExpectation: '{"kind":"away","text":"x"}',
  putPolicy: '{}',
  putPresence: '{"presence":"online"}',
  putTeamMembers: '{"members":[]}',
  snoozeConversation: '{"until":"2100-01-01T00:00:00Z"}',
}

async function stock(other: Scene): Promise<Record<string, string>> {
  const picture = { mediaId: 'media-1', name: null, type: 'image/jpeg', isVoice: false }
  await bring(other, inboundMessage({ message: { kind: 'image', attachments: [picture] } }))
  await app.queues.settled()
  const { id, contact } = await onlyConversation(other)
  const client = sdk.createClient({
    baseUrl: 'http://localhost',
    apiKey: await apiKeyOf(other, other.owner),
    fetch: async (input, init) => app.fetch(new Request(input, init)),
  })
  const { data: decisions } = await client.call(sdk.listDecisions, { params: { id } })
  const invitation = await client.call(sdk.postInvitation, { body: { email: 'invited@example.com', role: 'agent' } })
  const skill = await client.call(sdk.postSkill, { body: { name: 'German', language: 'de' } })
  const apiKey = await client.call(sdk.postApiKey, { body: { name: 'foreign' } })
  const { webhook } = await client.call(sdk.postWebhook, { body: { name: 'CRM', url: 'https://crm.example.com' } })
  const delivery = { workspace_id: other.workspaceId, id: crypto.randomUUID(), webhook_id: webhook.id }
  await app.database.db
    .insertInto('webhook_delivery')
    .values({ ...delivery, sequence: 1, type: 'ping' })
    .execute()
  const view = await client.call(sdk.postView, { body: { name: 'Late', filter: everything, sort: 'queue' } })
  const snippet = await client.call(sdk.postSnippet, { body: { name: 'Hello', shortcut: 'hello', text: 'Hello!' } })
  const macro = await client.call(sdk.postMacro, { body: { name: 'Done', steps: [{ do: 'close' }] } })
  const field = await client.call(sdk.postField, { body: { subject: 'contact', name: 'Plan', type: 'text' } })
  const category = await client.call(sdk.postClosingCategory, { body: { name: 'Question' } })
  const note = await client.call(sdk.postContactNote, { params: { id: contact.id }, body: { text: 'Likes tea.' } })
  const later = { message: { text: 'Later' }, dueAt: tomorrow }
  const scheduled = await client.call(sdk.postScheduledMessage, { params: { id }, body: later })
  const workflow = await client.call(sdk.postWorkflow, { body: { name: 'Hello' } })
  const run = await beginRun(app.database, other, {
    workflowId: workflow.id,
    conversationId: id,
    contactId: contact.id,
  })
  const [message] = await allMessages(other)
  return {
    conversations: id,
    messages: message!.id,
    attachments: message!.attachments[0]!.id,
    contacts: contact.id,
    teams: other.team.id,
    members: other.agents[0]!.memberId,
    channels: other.whatsapp.channelId,
    invitations: invitation.id,
    'api-keys': apiKey.id,
    skills: skill.id,
    decisions: decisions[0]!.id,
    webhooks: webhook.id,
    'webhook-deliveries': delivery.id,
    views: view.id,
    snippets: snippet.id,
    macros: macro.id,
    fields: field.id,
    'closing-categories': category.id,
    'contact-notes': note.id,
    'scheduled-messages': scheduled.id,
    workflows: workflow.id,
    'workflow-runs': run,
    me: crypto.randomUUID(),
  }
}

async function beginRun(
  { db }: Database,
  { workspaceId }: Pick<Scene, 'workspaceId'>,
  about: Readonly<{ workflowId: string; conversationId: string; contactId: string }>,
): Promise<string> {
  const { workflowId, conversationId, contactId } = about
  const definition = sdk.workflowDefinition.parse({ start: { trigger: { type: 'workflow' } }, steps: [] })
  const id = newId()
  await db
    .insertInto('workflow_run')
    .values({
      ...{ workspace_id: workspaceId, id, workflow_id: workflowId, version: 1, conversation_id: conversationId },
      ...{ contact_id: contactId, state: JSON.stringify(begin(definition, {})) },
    })
    .execute()
  return id
}

async function call(
  method: Method,
  path: string,
  headers: Record<string, string>,
  body?: string,
): Promise<{ status: number; code: string }> {
  const response = await app.fetch(
    new Request(`http://localhost/api/v1${path}`, {
      method: method.toUpperCase(),
      headers: { host: 'localhost', ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body }),
    }),
  )
  const answer = response.status === 204 ? {} : ((await response.json()) as { code?: string })
  return { status: response.status, code: answer.code ?? '' }
}

/** The path of this one; whatever else it names is nobody's. */
function filled(path: string, id: string): string {
  return path
    .replace('{id}', () => id)
    .replace('{version}', '1')
    .replace('{name}', 'nobodys')
    .replace(/\{\w+\}/g, () => crypto.randomUUID())
}

function bearer(key: string): Record<string, string> {
  return { authorization: `Bearer ${key}` }
}

function isEndpoint(value: unknown): value is sdk.Endpoint {
  return typeof value === 'object' && value !== null && 'access' in value && 'path' in value
}
