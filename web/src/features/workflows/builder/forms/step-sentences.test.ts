import assert from 'node:assert/strict'
import { test } from 'node:test'
import { workflowStep, workflowStepTypes, workflowTrigger } from '@fairlead/sdk'
import english from '../../../../locales/en/steps.json' with { type: 'json' }
import { sayStart, sayStep, type Words } from './step-sentences.ts'

const words: Words = {
  say: (key, values = {}) =>
    Object.entries(values).reduce(
      (text, [name, value]) => text.replaceAll(`{{${name}}}`, String(value)),
      Object.entries(english.says).find(([each]) => each === key || each === `${key}_other`)?.[1] ??
        `no words for ${key}`,
    ),
  duration: (minutes) => `${minutes} minutes`,
  list: (items) => items.join(', '),
  numbered: (what, number) => english[what].number.replace('{{number}}', String(number)),
  names: {
    team: () => 'Sales',
    member: () => 'Ana',
    channel: () => 'Website',
    workflow: () => 'Rating',
    channelType: () => 'WhatsApp',
    weekday: (day) => day,
    step: (step) => (step === null ? 'No longer there' : step.name || english.types[step.type].name),
  },
}
const id = '0198f2ab-0000-7000-8000-000000000001'
const text = { defaultLocale: 'en', texts: { en: 'What is your order number?', de: 'Wie lautet Ihre Nummer?' } }
const stepOf = (step: object) => workflowStep.parse({ id: 'one', ...step })
const say = (step: object, target: object | null = null) => sayStep(stepOf(step), target && stepOf(target), words)

test('says in a line what a step does', () => {
  assert.equal(say({ type: 'ask_question', text }), 'Asks: What is your order number?')
  const assign = { type: 'assign', to: { kind: 'team', teamId: id }, timeoutMinutes: 10 }
  assert.equal(say(assign), 'To team Sales, at most 10 minutes')
  assert.equal(say({ type: 'assign', to: { kind: 'owner', teamId: null } }), 'To the contact’s owner')
  const wait = { type: 'wait', until: { kind: 'minutes', minutes: 5 }, orReply: true }
  assert.equal(say(wait), 'For 5 minutes, or until the contact writes')
  assert.equal(say({ type: 'notify', text: 'Look', managers: true, memberIds: [id] }), 'managers, Ana: Look')
  assert.equal(say({ type: 'edit_contact', addTags: ['vip'], ownerId: 'assignee' }), '+ vip, Owner who has it')
})

test('calls the step that it jumps to as people call it', () => {
  const jump = { type: 'jump', to: 'ask-2', most: 3 }
  assert.equal(
    say(jump, { id: 'ask-2', type: 'ask_question', name: 'Ask once more', text }),
    'To “Ask once more”, at most 3 times',
  )
  assert.equal(say(jump, { id: 'ask-2', type: 'ask_question', text }), 'To “Ask a question”, at most 3 times')
  assert.equal(say(jump), 'To “No longer there”, at most 3 times')
  assert.equal(say({ type: 'jump', to: null }), 'Not filled in yet')
})

test('what has no name yet has its number', () => {
  const branches = [{ id: 'vip-1', name: 'VIP', condition: { combinator: 'and', rules: [] } }]
  assert.equal(say({ type: 'branch', branches: [...branches, { ...branches[0], id: 'x-2', name: '' }] }), 'VIP, Way 2')
  const parts = [50, 50].map((percent, index) => ({ id: `part-${index}`, name: '', percent }))
  assert.equal(say({ type: 'split', parts }), 'Part 1 50 %, Part 2 50 %')
})

test('has words for whatever a step may be', () => {
  const steps: object[] = [
    { type: 'send_message', text: { defaultLocale: 'en', texts: {} } },
    { type: 'assign', to: { kind: 'nobody' } },
    { type: 'assign', to: { kind: 'previous', teamId: id } },
    { type: 'assign', to: { kind: 'member', memberId: id } },
    { type: 'wait', until: { kind: 'time', time: '09:00' } },
    { type: 'wait', until: { kind: 'opening', teamId: id } },
    { type: 'wait', until: { kind: 'reply' } },
    { type: 'hours', of: { kind: 'team', teamId: null } },
    { type: 'edit_conversation', priority: 'urgent', skillIds: [] },
    { type: 'jump', to: 'two' },
    { type: 'snooze', minutes: 5 },
  ]
  for (const step of steps) assert.doesNotMatch(say(step), /no words|\{\{/)
})

test('says in a line how a workflow begins', () => {
  const start = (trigger: object) => sayStart(workflowTrigger.parse(trigger), words)
  assert.equal(
    start({ type: 'conversation_opened', channelTypes: ['whatsapp'], contacts: 'new' }),
    'When a conversation is opened: WhatsApp, new contacts',
  )
  assert.equal(start({ type: 'schedule', days: ['monday'], times: ['09:00'] }), 'At certain times: monday, 09:00')
  for (const { shape } of workflowTrigger.options)
    assert.ok(`start_${shape.type.value}` in english.says, shape.type.value)
})

test('every type of step has a name and a line that says what it is for', () => {
  assert.deepEqual(Object.keys(english.types).toSorted(), workflowStepTypes.toSorted())
})
