import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  deleteClosingCategory,
  deleteSkill,
  patchWorkspace,
  postClosingCategory,
  postField,
  postSkill,
  type WorkflowDefinition,
  type WorkflowDefinitionInput,
  workflowDefinition,
} from '@fairlead/sdk'
import { clientOf, openApp, type TestApp } from '../testing/app.ts'
import { type Scene, setScene } from '../testing/scene.ts'
import { checkDefinition } from './check.ts'

type Steps = WorkflowDefinitionInput['steps']
type Start = Partial<WorkflowDefinitionInput['start']>

const gone = '0190a0b0-0000-7000-8000-000000000009'
const english = (text: string) => ({ defaultLocale: 'en', texts: { en: text } })
const when = (rule: object) => ({ combinator: 'and' as const, rules: [rule] })
const say = { id: 'say', type: 'send_message', text: english('Hello') } as const

/** What names something that is not there, and where that is told. */
const missing: readonly (readonly [path: string, step: object, kind: string])[] = [
  ['attachmentIds.0', { ...say, attachmentIds: [gone] }, 'attachment'],
  ['channel', { ...say, channel: gone }, 'channel'],
  ['of.teamId', { type: 'hours', of: { kind: 'team', teamId: gone } }, 'team'],
  ['until.teamId', { type: 'wait', until: { kind: 'opening', teamId: gone } }, 'team'],
  ['to.teamId', { type: 'assign', to: { kind: 'team', teamId: gone } }, 'team'],
  ['to.teamId', { type: 'assign', to: { kind: 'previous', teamId: gone } }, 'team'],
  ['to.memberId', { type: 'assign', to: { kind: 'member', memberId: gone } }, 'member'],
  ['skillIds.0', { type: 'assign', to: { kind: 'nobody' }, skillIds: [gone] }, 'skill'],
  ['stage', { type: 'edit_contact', stage: 'no such stage' }, 'stage'],
  ['ownerId', { type: 'edit_contact', ownerId: gone }, 'member'],
  ['skillIds.0', { type: 'edit_conversation', skillIds: [gone] }, 'skill'],
  ['categoryId', { type: 'close', categoryId: gone }, 'category'],
  ['mentionIds.0', { type: 'note', text: 'x', mentionIds: [gone] }, 'member'],
  ['memberIds.0', { type: 'notify', text: 'x', memberIds: [gone] }, 'member'],
  ['workflowId', { type: 'run_workflow', workflowId: gone }, 'workflow'],
]

let app: TestApp
let scene: Scene

before(async () => {
  app = await openApp()
  scene = await setScene(app.database)
})
after(async () => {
  await app[Symbol.asyncDispose]()
})

for (const [path, step, kind] of missing) {
  test(`${kind}: that it is not there is told at ${path}`, async () => {
    const errors = await errorsOf(define([{ ...step, id: 'one' } as never]))
    assert.deepEqual(
      errors.map((each) => [each.code, each.stepId, each.path, each.data]),
      [['unknown_reference', 'one', path, { kind, id: kind === 'stage' ? 'no such stage' : gone }]],
    )
  })
}

test('what begins it, and its conditions, are looked at, too', async () => {
  const rule = { field: 'teamId', operator: 'any_of', value: [scene.team.id, gone] } as const
  const start: Start = { trigger: { type: 'conversation_opened', channelIds: [gone] }, condition: when(rule) as never }
  const branches = [{ id: 'a', condition: when({ field: 'queueLength', key: gone, operator: 'more_than', value: 3 }) }]
  const definition = define([{ id: 'fork', type: 'branch', branches } as never], start)
  assert.deepEqual(
    (await errorsOf(definition)).map(({ stepId, path }) => [stepId, path]),
    [
      [null, 'trigger.channelIds.0'],
      [null, 'condition.rules.0.value'],
      ['fork', 'branches.0.condition.rules.0.key'],
    ],
  )
})

test('what is there is fine until it is gone', async () => {
  const client = await clientOf(app, scene.owner)
  const skill = await client.call(postSkill, { body: { name: 'Knots', language: null } })
  const category = await client.call(postClosingCategory, { body: { name: 'Order' } })
  await client.call(postField, { body: { subject: 'conversation', key: 'order', name: 'Order', type: 'text' } })
  const definition = define([
    {
      ...{ id: 'give', type: 'assign', to: { kind: 'team', teamId: scene.team.id }, skillIds: [skill.id] },
      exits: { next: 'edit' },
    },
    { id: 'edit', type: 'edit_conversation', fields: { order: '{{ message.text }}' }, exits: { next: 'close' } },
    { id: 'close', type: 'close', categoryId: category.id },
  ])
  assert.deepEqual(await check(definition), [])
  await client.call(deleteSkill, { params: { id: skill.id } })
  await client.call(deleteClosingCategory, { params: { id: category.id } })
  assert.deepEqual(
    (await check(definition)).map(({ path, data }) => [path, data.kind]),
    [
      ['skillIds.0', 'skill'],
      ['categoryId', 'category'],
    ],
  )
})

test('a closing without a summary is a mistake where one is asked for', async () => {
  const place = await setScene(app.database)
  const problems = (summary: string) =>
    checkDefinition(app.database.db, place.workspaceId, define([{ id: 'close', type: 'close', summary }]))
  assert.deepEqual(await problems(''), [])

  const closing = { isCategoryRequired: true, isSummaryRequired: true }
  await (await clientOf(app, place.owner)).call(patchWorkspace, { body: { closing } })
  assert.deepEqual(await problems(''), [
    { code: 'summary_required', level: 'error', stepId: 'close', path: 'summary', data: {} },
  ])
  assert.deepEqual(await problems('Over'), [])
})

test('a closing without a category is a mistake where one is asked for, and there are any', async () => {
  const place = await setScene(app.database)
  const client = await clientOf(app, place.owner)
  const bare = define([{ id: 'close', type: 'close', summary: 'Over' }])
  const problems = (definition: WorkflowDefinition) => checkDefinition(app.database.db, place.workspaceId, definition)
  const category = await client.call(postClosingCategory, { body: { name: 'Order' } })
  assert.deepEqual(await problems(bare), [])

  const closing = { isCategoryRequired: true, isSummaryRequired: false }
  await client.call(patchWorkspace, { body: { closing } })
  assert.deepEqual(await problems(bare), [
    { code: 'category_required', level: 'error', stepId: 'close', path: 'categoryId', data: {} },
  ])
  assert.deepEqual(await problems(define([{ id: 'close', type: 'close', categoryId: category.id }])), [])

  await client.call(deleteClosingCategory, { params: { id: category.id } })
  assert.deepEqual(await problems(bare), [])
})

test('another workspace’s is not there either', async () => {
  const other = await setScene(app.database)
  const to = { kind: 'team', teamId: other.team.id } as const
  assert.equal((await errorsOf(define([{ id: 'give', type: 'assign', to }])))[0]?.code, 'unknown_reference')
})

test('a conversation has only known fields, a contact may have others beside', async () => {
  const definition = define([
    { id: 'a', type: 'edit_contact', fields: { shoe: 'x' }, exits: { next: 'b' } },
    { id: 'b', type: 'edit_conversation', fields: { shoe: 'x' } },
  ])
  assert.deepEqual(
    (await check(definition)).map(({ code, level, stepId, path, data }) => [code, level, stepId, path, data.key]),
    [
      ['unknown_field', 'warning', 'a', 'fields.shoe', 'shoe'],
      ['unknown_field', 'error', 'b', 'fields.shoe', 'shoe'],
    ],
  )
})

test('that an answer or a value cannot stand in its field is told at the step', async () => {
  const place = await setScene(app.database)
  const client = await clientOf(app, place.owner)
  await client.call(postField, { body: { subject: 'contact', key: 'born', name: 'Born', type: 'date' } })
  const saveTo = { kind: 'contact_field', key: 'born' } as const
  const definition = define([
    { id: 'ask', type: 'ask_question', answer: 'rating', text: english('?'), saveTo, exits: { answered: 'edit' } },
    { id: 'edit', type: 'edit_contact', fields: { born: 'yesterday' } },
  ])
  const problems = await checkDefinition(app.database.db, place.workspaceId, definition)
  assert.deepEqual(
    problems.filter(({ code }) => code === 'invalid').map(({ level, stepId, path }) => [level, stepId, path]),
    [
      ['error', 'ask', 'saveTo.key'],
      ['error', 'edit', 'fields.born'],
    ],
  )
})

test('a template that nobody knows may have been made a moment ago', async () => {
  const template = { name: 'come_back', language: 'en' }
  const [problem] = await check(define([{ ...say, template }]))
  assert.deepEqual([problem?.level, problem?.path, problem?.data.id], ['warning', 'template', 'come_back en'])
})

test('addresses of the private network are refused where that is closed', async () => {
  for (const [url, isInside] of [
    ['http://127.0.0.1/x', true],
    ['http://localhost:8080/{{ contact.email }}', true],
    ['http://[::1]/', true],
    ['https://10.0.0.8/{% if variable.x %}a{% endif %}', true],
    ['http://169.254.169.254/latest', true],
    ['http://2130706433/', true],
    ['https://example.com/{{ contact.email }}', false],
    ['{{ variable.url }}', false],
  ] as const) {
    const definition = define([{ id: 'ask', type: 'http_request', url }])
    assert.equal((await codesOf(definition)).includes('private_address'), isInside, url)
    assert.ok(!(await codesOf(definition, { allowPrivateNetwork: true })).includes('private_address'), url)
  }
  assert.deepEqual(await codesOf(define([{ id: 'tell', type: 'webhook', url: 'http://192.168.1.1/' }])), [
    'private_address',
  ])
})

test('secrets are told to other systems only', async () => {
  assert.deepEqual(await codesOf(define([{ ...say, text: english('{{ secret.key }}') }])), ['text_mistake'])
})

test('patterns are read, wherever they are', async () => {
  const rule = { field: 'messageText', operator: 'matches', value: '(' }
  const definition = define(
    [
      { id: 'fork', type: 'branch', branches: [{ id: 'a', condition: when(rule) as never }], exits: { else: 'ask' } },
      { id: 'ask', type: 'ask_question', text: english('Which?'), pattern: 'a{2000}' },
    ],
    { trigger: { type: 'message_received', pattern: '[' } },
  )
  assert.deepEqual(
    (await errorsOf(definition)).map(({ code, stepId, path }) => [code, stepId, path]),
    [
      ['pattern_mistake', null, 'trigger.pattern'],
      ['pattern_mistake', 'fork', 'branches.0.condition.rules.0.value'],
      ['pattern_mistake', 'ask', 'pattern'],
    ],
  )
})

test('thousands of patterns are not all read, and keep nobody waiting', async () => {
  const value = '(\\pL*\\pN*\\p{Lu}*){90}'
  const branches = Array.from({ length: 20 }, (_, index) => ({
    id: `b${index}`,
    condition: {
      combinator: 'or' as const,
      rules: Array.from({ length: 50 }, (_, rule) => ({
        ...{ field: 'messageText' as const, operator: 'matches' as const, value: `${value}${index}-${rule}` },
      })),
    },
  }))
  const steps = Array.from({ length: 20 }, (_, index) => ({ id: `s${index}`, type: 'branch' as const, branches }))
  let longest = 0
  let last = performance.now()
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - last)
    last = performance.now()
  }, 10)
  const errors = await errorsOf(define(steps.map((step, index) => ({ ...step, id: `x${index}` }))))
  clearInterval(timer)
  assert.ok(longest < 1500, `${Math.round(longest)} ms`)
  assert.ok(errors.filter(({ code }) => code === 'pattern_mistake').length <= 1)
})

test('hours that overlap, and zones that do not exist, are told', async () => {
  const day = [{ from: '09:00', to: '08:00' }]
  const week = { monday: day, tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] }
  const definition = define(
    [{ id: 'open', type: 'hours', of: { kind: 'own', hours: { timeZone: 'Moon/Sea', week } } }],
    { trigger: { type: 'schedule', days: ['monday'], times: ['09:00'], timeZone: 'Moon/Sea' } },
  )
  const errors = await errorsOf(definition)
  assert.deepEqual([...new Set(errors.map(({ code }) => code))], ['invalid'])
  assert.ok(errors.some(({ path }) => path === 'trigger.timeZone'))
  assert.ok(errors.some(({ path }) => path.startsWith('of.hours.week.monday')))
  assert.ok(errors.some(({ path }) => path === 'of.hours.timeZone'))
})

function define(steps: Steps, start: Start = {}): WorkflowDefinition {
  const trigger = { type: 'conversation_closed' } as const
  return workflowDefinition.parse({ start: { trigger, next: steps[0]?.id ?? null, ...start }, steps })
}

function check(definition: WorkflowDefinition, options = {}) {
  return checkDefinition(app.database.db, scene.workspaceId, definition, options)
}

async function errorsOf(definition: WorkflowDefinition) {
  return (await check(definition)).filter(({ level }) => level === 'error')
}

async function codesOf(definition: WorkflowDefinition, options = {}) {
  return (await check(definition, options)).filter(({ level }) => level === 'error').map(({ code }) => code)
}
