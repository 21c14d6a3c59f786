import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type WorkflowField, type WorkflowRule, workflowCondition, workflowField } from '@fairlead/sdk'
import { holds } from './condition.ts'
import { definitionOf, goOn, play } from './testing/play.ts'
import { agentId, type FactsGiven, monday, teamId, worldOf } from './testing/world.ts'

type Row = readonly [rule: Omit<WorkflowRule, 'field'>, holds: boolean]

const queue = { length: 4, online: 2, free: 0, position: 3, etaMinutes: 12, etaText: '12 minutes' }
const closed = { isOpen: false, nextOpening: null, text: null, opensText: null }
const facts: FactsGiven = {
  contact: {
    ...{ name: 'Cora Customer', email: 'cora@example.com', phone: null, locale: 'pt-BR', tags: ['VIP'], stage: 'lead' },
    ...{ ownerId: agentId, isNew: true, fields: { boats: 3, since: '2029-05-01', list: ['Rope', 'Oar'] } },
  },
  conversation: {
    ...{ teamId, tags: ['urgent'], skillIds: [agentId], subject: 'Broken oar', fields: { order: 'A-1' } },
    ...{ waitingSince: new Date(monday - 10 * 60_000).toISOString() },
  },
  hours: { workspace: { ...closed, isOpen: true }, [teamId]: closed },
  queues: { [teamId]: queue, other: { ...queue, length: 0, etaMinutes: null } },
  messageText: 'Where is my ORDER 66?',
}
const variables = { count: 2, name: 'Cora', flag: true, nothing: null }

const is = (value: WorkflowRule['value'], key?: string) =>
  ({ operator: 'is', value, ...(key === undefined ? {} : { key }) }) as const
const rows: Readonly<Record<WorkflowField, readonly Row[]>> = {
  status: [
    [is('open'), true],
    [is('closed'), false],
    [{ operator: 'matches', value: '^op' }, true],
  ],
  priority: [
    [{ operator: 'any_of', value: ['high', 'normal'] }, true],
    [is(3), false],
  ],
  channelId: [[{ operator: 'is_set' }, true]],
  channelType: [
    [is('webchat'), true],
    [{ operator: 'is_not', value: 'email' }, true],
  ],
  teamId: [
    [is(teamId), true],
    [is(null), false],
  ],
  assigneeId: [
    [is(null), true],
    [{ operator: 'is_set' }, false],
  ],
  tags: [
    [{ operator: 'has', value: 'Urgent' }, true],
    [{ operator: 'has_not', value: 'urgent' }, false],
  ],
  skillIds: [[{ operator: 'any_of', value: [agentId] }, true]],
  subject: [
    [{ operator: 'has', value: 'OAR' }, true],
    [{ operator: 'matches', value: 'broken|lost' }, true],
  ],
  isWaiting: [
    [is(true), true],
    [is('yes'), false],
  ],
  waitingMinutes: [
    [{ operator: 'more_than', value: 9 }, true],
    [{ operator: 'more_than', value: 10 }, false],
  ],
  idleMinutes: [
    [{ operator: 'less_than', value: 11 }, true],
    [{ operator: 'matches', value: '.' }, true],
  ],
  ageMinutes: [[{ operator: 'more_than', value: 29 }, true]],
  field: [
    [is('a-1', 'order'), true],
    [is('a-1', 'constructor'), false],
    [is(null, 'toString'), true],
  ],
  contactName: [
    [{ operator: 'matches', value: '^cora' }, true],
    [{ operator: 'matches', value: '(' }, false],
  ],
  contactEmail: [[{ operator: 'is_set' }, true]],
  contactPhone: [[{ operator: 'is_not_set' }, true]],
  contactLocale: [
    [is('pt'), true],
    [is('pt_br'), true],
    [is('pt-PT'), false],
    [{ operator: 'any_of', value: ['en', 'pt'] }, true],
    [{ operator: 'none_of', value: ['pt'] }, false],
    [{ operator: 'is_not', value: 'de' }, true],
  ],
  contactTags: [
    [{ operator: 'has', value: 'vip' }, true],
    [{ operator: 'matches', value: '^v' }, true],
  ],
  contactStage: [[is('lead'), true]],
  contactOwnerId: [[is(agentId), true]],
  contactIsNew: [
    [is(true), true],
    [is(false), false],
  ],
  contactField: [
    [{ operator: 'more_than', key: 'boats', value: 2 }, true],
    [{ operator: 'less_than', key: 'since', value: '2029-06-01' }, true],
    [{ operator: 'has', key: 'list', value: 'oar' }, true],
    [{ operator: 'matches', key: 'boats', value: '3' }, true],
  ],
  variable: [
    [is(2, 'count'), true],
    [is('cora', 'name'), true],
    [is(true, 'flag'), true],
    [{ operator: 'is_not_set', key: 'nothing' }, true],
    [{ operator: 'is_not_set', key: 'unknown' }, true],
    [{ operator: 'is_set' }, false],
  ],
  messageText: [
    [{ operator: 'matches', value: 'order \\d+' }, true],
    [{ operator: 'has', value: 'refund' }, false],
  ],
  isOpen: [
    [is(true), true],
    [is(false, teamId), true],
    [is(true, 'a team without hours'), true],
  ],
  queueLength: [
    [is(4), true],
    [{ operator: 'more_than', value: 3 }, true],
    [is(0, 'other'), true],
    [is(null, 'gone'), true],
  ],
  agentsOnline: [[is(2), true]],
  agentsFree: [[is(0), true]],
  etaMinutes: [
    [{ operator: 'more_than', value: 10 }, true],
    [{ operator: 'is_not_set', key: 'other' }, true],
  ],
  timeOfDay: [
    [{ operator: 'more_than', value: '10:30' }, true],
    [{ operator: 'more_than', value: '10:31' }, false],
    [{ operator: 'less_than', value: '10:31' }, true],
    [{ operator: 'less_than', value: '10:30' }, false],
    [is('10:30'), true],
    [{ operator: 'more_than', value: 'noon' }, false],
  ],
  weekday: [
    [is('monday'), true],
    [{ operator: 'none_of', value: ['saturday', 'sunday'] }, true],
  ],
}

for (const field of workflowField.options) {
  describe(`a rule of ${field}`, () => {
    for (const [rule, expected] of rows[field]) {
      test(`${expected ? 'holds' : 'does not hold'}: ${JSON.stringify(rule)}`, () => {
        const condition = workflowCondition.parse({ combinator: 'and', rules: [{ field, ...rule }] })
        assert.equal(holds(condition, worldOf(facts), variables), expected)
      })
    }
  })
}

test('groups are nested, turned round, and hold when they are empty', () => {
  const [yes, no] = ['open', 'closed'].map((value) => ({ field: 'status', operator: 'is', value }))
  const rowsOfGroups = [
    [{ combinator: 'and', rules: [] }, true],
    [{ combinator: 'and', not: true, rules: [] }, false],
    [{ combinator: 'and', rules: [yes, no] }, false],
    [{ combinator: 'or', rules: [yes, no] }, true],
    [{ combinator: 'and', rules: [yes, { combinator: 'or', not: true, rules: [no] }] }, true],
  ] as const
  for (const [given, expected] of rowsOfGroups) {
    assert.equal(holds(workflowCondition.parse(given), worldOf(), {}), expected, JSON.stringify(given))
  }
})

test('without hours that are known nothing is open or closed, and a zone that is none is UTC', () => {
  const rule = (field: string, value: unknown) =>
    workflowCondition.parse({ combinator: 'and', rules: [{ field, operator: 'is', value }] })
  assert.equal(holds(rule('isOpen', true), worldOf(), {}), false)
  assert.equal(holds(rule('isOpen', false), worldOf(), {}), false)
  assert.equal(holds(rule('timeOfDay', '09:30'), worldOf({ workspace: { name: 'X', timeZone: 'No/Where' } }), {}), true)
})

test('a thousand slow patterns are not all looked for', () => {
  const rules = Array.from({ length: 50 }, (_, index) => ({
    ...{ field: 'messageText' as const, operator: 'matches' as const },
    value: `(\\pL*\\s*){${index + 50}}z`,
  }))
  const condition = { combinator: 'or' as const, rules }
  const branches = Array.from({ length: 20 }, (_, index) => ({ id: `b${index}`, condition }))
  const definition = definitionOf([{ id: 'it', type: 'branch', branches }])
  const start = performance.now()
  const [run] = play(definition, [goOn], worldOf({ messageText: 'a'.repeat(100_000) }))
  assert.equal(run.status, 'done')
  const ms = performance.now() - start
  assert.ok(ms < 20_000, `${Math.round(ms)} ms`)
})
