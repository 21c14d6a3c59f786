/** What everything that can happen does to a run in each state that it can be in. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { begin } from './begin.ts'
import { tryAgain } from './move.ts'
import type { RunEvent } from './run-event.ts'
import type { RunState } from './run-state.ts'
import { step } from './step.ts'
import { assigns, definitionOf, done, failed, goOn, play, type StepGiven, say } from './testing/play.ts'
import { agentId, monday, worldOf } from './testing/world.ts'

const text = { defaultLocale: 'en', texts: { en: 'Hello' } }
const dayMs = 86_400_000

const events = {
  go_on: goOn,
  done: { type: 'done', effectId: '1.do', result: { do: 'other' } },
  doneElsewhere: { type: 'done', effectId: '9.do', result: { do: 'other' } },
  failed: { type: 'failed', effectId: '1.do', code: 'refused', message: 'No.' },
  failedElsewhere: { type: 'failed', effectId: '9.do', code: 'refused', message: 'No.' },
  message: say('Rope'),
  time: { type: 'time' },
  assigned: { type: 'assigned', agentId, by: 'engine' },
  assignedByMember: { type: 'assigned', agentId, by: 'member' },
  assignedToNobody: { type: 'assigned', agentId: null, by: 'member' },
  assignedByWorkflow: { type: 'assigned', agentId, by: 'workflow' },
  member_moved: { type: 'member_moved' },
  member_replied: { type: 'member_replied' },
  closed: { type: 'closed' },
  cancel: { type: 'cancel', end: 'switched_off' },
} as const satisfies Record<RunEvent['type'], RunEvent> & Record<string, RunEvent>
type Happening = keyof typeof events

/** Whatever a run is at, people end it, and whatever closes the conversation. What is not named leaves it as it is. */
const ends: Partial<Record<Happening, string>> = {
  assignedByMember: 'cancelled: member_assigned',
  member_moved: 'cancelled: member_assigned',
  member_replied: 'cancelled: member_replied',
  closed: 'cancelled: closed',
  cancel: 'cancelled: switched_off',
}

type Case = Readonly<{ state: string; at: StepGiven; before: Parameters<typeof play>[1]; brings: typeof ends }>
const cases: readonly Case[] = [
  { state: 'running', at: { id: 'it', type: 'open' }, before: [], brings: { ...ends, go_on: 'waiting for effect' } },
  {
    state: 'waiting for an effect',
    at: { id: 'it', type: 'open' },
    before: [goOn],
    brings: { ...ends, done: 'left by next', failed: 'failed: step_failed' },
  },
  {
    state: 'waiting for an answer',
    at: { id: 'it', type: 'ask_question', text },
    before: [goOn, done],
    brings: { ...ends, message: 'left by answered', time: 'left by timeout' },
  },
  {
    state: 'waiting for an answer as long as it takes',
    at: { id: 'it', type: 'ask_question', text, timeoutMinutes: null },
    before: [goOn, done],
    brings: { ...ends, message: 'left by answered' },
  },
  {
    state: 'waiting for time',
    at: { id: 'it', type: 'wait', until: { kind: 'minutes', minutes: 1440 } },
    before: [goOn],
    brings: { ...ends, time: 'left by next' },
  },
  {
    state: 'waiting for the contact or time',
    at: { id: 'it', type: 'wait', until: { kind: 'minutes', minutes: 1440 }, orReply: true },
    before: [goOn],
    brings: { ...ends, message: 'left by replied', time: 'left by next' },
  },
  {
    state: 'waiting for the contact',
    at: { id: 'it', type: 'wait', until: { kind: 'reply' } },
    before: [goOn],
    brings: { ...ends, message: 'left by replied' },
  },
  {
    state: 'waiting for somebody',
    at: { id: 'it', type: 'assign', to: { kind: 'owner', teamId: null }, timeoutMinutes: 1440 },
    before: [goOn, assigns('waiting')],
    brings: { ...ends, assigned: 'left by next', assignedByWorkflow: 'left by next', time: 'left by timeout' },
  },
  { state: 'failed', at: { id: 'it', type: 'open' }, before: [goOn, failed], brings: {} },
  { state: 'done', at: { id: 'it', type: 'stop' }, before: [goOn], brings: {} },
  { state: 'cancelled', at: { id: 'it', type: 'open' }, before: [events.cancel], brings: {} },
]

for (const { state, at, before, brings } of cases) {
  describe(`a run that is ${state}`, () => {
    const definition = definitionOf([at])
    const [run] = play(definition, before)

    for (const [name, event] of Object.entries(events)) {
      const expected = Object.entries(brings).find(([each]) => each === name)?.[1] ?? 'as it was'
      test(`${name}: ${expected}`, () => {
        assert.equal(outcome(run, ...step(definition, run, event, worldOf({}, monday + dayMs))), expected)
      })
    }
  })
}

test('what people do ends only what is to be ended by it', () => {
  const endsOn = { reply: false, assignment: false, close: false }
  const definition = definitionOf([{ id: 'it', type: 'assign', to: { kind: 'nobody' }, timeoutMinutes: 5 }], { endsOn })
  const waiting: RunState = {
    ...begin(definition, {}),
    ...{ status: 'waiting', waiting: { for: 'assignment', until: monday }, taken: 1 },
  }

  for (const name of ['member_moved', 'member_replied', 'closed'] as const) {
    assert.deepEqual(step(definition, waiting, events[name], worldOf()), [waiting, []], name)
  }
  const [run] = step(definition, waiting, events.assignedByMember, worldOf())
  assert.equal(run.status, 'done')
})

test('time that has not come yet changes nothing', () => {
  const definition = definitionOf([{ id: 'it', type: 'wait', until: { kind: 'minutes', minutes: 5 } }])
  const [run] = play(definition, [goOn])
  assert.deepEqual(step(definition, run, { type: 'time' }, worldOf({}, monday + 299_999)), [run, []])
  assert.equal(step(definition, run, { type: 'time' }, worldOf({}, monday + 300_000))[0].status, 'done')
})

test('a step that failed is taken again under ids of its own, and goes on from there', () => {
  const definition = definitionOf([
    { id: 'it', type: 'send_message', text, exits: { next: 'after' } },
    { id: 'after', type: 'stop' },
  ])
  const [stuck, first] = play(definition, [goOn, failed])
  assert.deepEqual(
    [stuck.status, stuck.stepId, stuck.end, stuck.error],
    ['failed', 'it', 'step_failed', 'It cannot be done.'],
  )

  const [run, second] = play(definition, [goOn, done, goOn], worldOf(), tryAgain(stuck))
  assert.deepEqual([run.status, run.end, run.error], ['done', null, null])
  assert.deepEqual(
    [...first, ...second].map(({ id }) => id),
    ['1.do', '1.record', '2.do', '2.record', '3.record'],
  )
})

test('only what failed is tried again', () => {
  const [run] = play(definitionOf([{ id: 'it', type: 'open' }]), [goOn])
  assert.equal(tryAgain(run), run)
})

test('a step that is not there fails, and says so', () => {
  const definition = definitionOf([{ id: 'it', type: 'open', exits: { next: 'nowhere' } }])
  const [run, effects] = play(definition, [goOn, done, goOn])
  assert.deepEqual([run.status, run.stepId, run.end], ['failed', 'nowhere', 'step_gone'])
  assert.deepEqual(effects.at(-1), {
    ...{ do: 'record', id: '2.record', stepId: 'nowhere', input: {}, output: {}, exit: null },
    error: 'There is no step “nowhere”.',
  })
})

test('what goes round for ever is stopped, and says so', () => {
  const definition = definitionOf([{ id: 'it', type: 'set_variable', variable: 'x', value: 1, exits: { next: 'it' } }])
  const [run, effects] = play(
    definition,
    Array.from({ length: 1100 }, () => goOn),
  )
  assert.deepEqual([run.status, run.end, effects.length], ['failed', 'too_many_steps', 1001])
})

test('what a run waited for when it was ended is on record', () => {
  const definition = definitionOf([{ id: 'it', type: 'ask_question', text }])
  const [, effects] = play(definition, [goOn, done, { type: 'member_replied' }])
  assert.deepEqual(effects.at(-1), {
    ...{ do: 'record', id: '1.record', stepId: 'it', input: {}, exit: null, error: null },
    output: { text: 'Hello', end: 'member_replied' },
  })
})

function outcome(before: RunState, ...[run, effects]: ReturnType<typeof step>): string {
  if (run === before) return effects.length === 0 ? 'as it was' : 'as it was, but something is done'
  if (run.status === 'waiting') return `waiting for ${run.waiting?.for}`
  const record = effects.find((effect) => effect.do === 'record')
  return run.status === 'done' ? `left by ${record?.exit}` : `${run.status}: ${run.end}`
}
