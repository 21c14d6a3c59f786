import assert from 'node:assert/strict'
import { test } from 'node:test'
import { edited } from './edit.ts'
import { sample, sampleStep } from './sample.ts'
import { startWay, stepOf } from './way.ts'

const hello = sampleStep('send_message', 'hello', { next: 'team' })
const team = sampleStep('assign', 'team')
const definition = sample(hello, team)

test('a step that is added where nothing follows yet comes there', () => {
  const after = edited(definition, {
    kind: 'add',
    step: sampleStep('close', 'end'),
    from: { stepId: 'team', exit: 'next' },
  })
  assert.equal(stepOf(after, 'team')?.exits.next, 'end')
})

test('a step that is added between two goes on to the second by its main exit', () => {
  const ask = sampleStep('ask_question', 'ask')
  const after = edited(definition, { kind: 'add', step: ask, from: { stepId: 'hello', exit: 'next' } })
  assert.equal(stepOf(after, 'hello')?.exits.next, 'ask')
  assert.deepEqual(stepOf(after, 'ask')?.exits, { answered: 'team' })
})

test('a step that is added first goes on to what was first', () => {
  const after = edited(definition, { kind: 'add', step: sampleStep('note', 'note'), from: startWay })
  assert.equal(after.start.next, 'note')
  assert.equal(stepOf(after, 'note')?.exits.next, 'hello')
})

test('a step never takes the id of another', () => {
  const after = edited(definition, { kind: 'add', step: sampleStep('note', 'team'), from: null })
  assert.deepEqual(
    after.steps.map(({ id }) => id),
    ['hello', 'team', 'note-1'],
  )
})

test('connects, disconnects, and does nothing where it is so already', () => {
  const from = { stepId: 'team', exit: 'failed' }
  const connected = edited(definition, { kind: 'connect', from, to: 'hello' })
  assert.equal(stepOf(connected, 'team')?.exits.failed, 'hello')
  assert.equal(edited(connected, { kind: 'connect', from, to: 'hello' }), connected)
  assert.deepEqual(edited(connected, { kind: 'disconnect', from }), definition)
  assert.equal(edited(definition, { kind: 'disconnect', from }), definition)
})

test('a jump is connected to its goal', () => {
  const jumping = sample(hello, team, sampleStep('jump', 'again'))
  const after = edited(jumping, { kind: 'connect', from: { stepId: 'again', exit: 'to' }, to: 'hello' })
  const jump = stepOf(after, 'again')
  assert.ok(jump?.type === 'jump' && jump.to === 'hello')
})

test('where a step in a row is removed the row closes', () => {
  const row = sample(hello, { ...team, exits: { next: 'end' } }, sampleStep('close', 'end'))
  const after = edited(row, { kind: 'remove', ids: ['team'] })
  assert.equal(stepOf(after, 'hello')?.exits.next, 'end')
  assert.equal(edited(row, { kind: 'remove', ids: ['hello', 'team'] }).start.next, 'end')
})

test('where a fork is removed what led to it leads nowhere', () => {
  const fork = sampleStep('branch', 'fork', { 'branch:a': 'team', else: 'end' })
  const forked = sample({ ...hello, exits: { next: 'fork' } }, fork, team, sampleStep('close', 'end'))
  assert.deepEqual(stepOf(edited(forked, { kind: 'remove', ids: ['fork'] }), 'hello')?.exits, {})
})

test('nobody is led to themself where a step of a circle is removed', () => {
  const circle = sample(hello, { ...team, exits: { next: 'hello' } })
  assert.deepEqual(stepOf(edited(circle, { kind: 'remove', ids: ['team'] }), 'hello')?.exits, {})
})

test('an exit that is gone takes its connection along', () => {
  const split = sampleStep('split', 'split', { 'part:a': 'hello', 'part:b': 'team' })
  assert.ok(split.type === 'split')
  const parts = split.parts.map((part) => (part.id === 'b' ? { ...part, id: 'c' } : part))
  const after = edited(sample(split, hello, team), { kind: 'change_step', step: { ...split, parts } })
  assert.deepEqual(stepOf(after, 'split')?.exits, { 'part:a': 'hello' })
})

test('who moves nothing changes nothing', () => {
  assert.equal(edited(definition, { kind: 'move', places: { hello: { x: 0, y: 0 } } }), definition)
  const after = edited(definition, { kind: 'move', places: { hello: { x: 40, y: 20 } } })
  assert.deepEqual(
    after.steps.map(({ at }) => at),
    [
      { x: 40, y: 20 },
      { x: 0, y: 0 },
    ],
  )
})
