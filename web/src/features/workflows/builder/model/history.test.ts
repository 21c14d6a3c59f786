import assert from 'node:assert/strict'
import { test } from 'node:test'
import { recorded, redone, settled, startHistory, undone } from './history.ts'

type Sample = Readonly<{ on: number; more?: boolean }>

test('undoes and redoes step by step', () => {
  const history = recorded(recorded(startHistory<Sample>({ on: 0 }), { on: 1 }), { on: 1, more: true })
  const back = undone(history)
  assert.deepEqual([back.now, undone(back).now, undone(undone(back)).now], [{ on: 1 }, { on: 0 }, { on: 0 }])
  assert.deepEqual(redone(undone(back)).now, { on: 1 })
  assert.deepEqual(redone(redone(redone(undone(back)))).now, { on: 1, more: true })
})

test('what is typed into one field is one entry', () => {
  let history = startHistory({ steps: [{ name: '', text: '' }] })
  for (const name of ['A', 'As', 'Ask']) history = recorded(history, { steps: [{ name, text: '' }] })
  assert.equal(history.past.length, 1)
  history = recorded(history, { steps: [{ name: 'Ask', text: 'W' }] })
  assert.equal(history.past.length, 2)
  assert.deepEqual(undone(undone(history)).now, { steps: [{ name: '', text: '' }] })
})

test('whoever comes back to a field begins anew', () => {
  const typed = settled(recorded(startHistory({ name: '' }), { name: 'A' }))
  assert.equal(recorded(typed, { name: 'AB' }).past.length, 2)
})

test('a switch is never typed', () => {
  const switched = recorded(recorded(startHistory({ on: false }), { on: true }), { on: false })
  assert.equal(switched.past.length, 2)
})

test('a change after undoing ends what could be redone', () => {
  const history = recorded(undone(recorded(startHistory({ on: 0 }), { on: 1 })), { on: 2 })
  assert.equal(redone(history).now.on, 2)
})

test('remembers two hundred entries', () => {
  let history = startHistory<Readonly<Record<string, boolean>>>({})
  for (let count = 0; count < 300; count += 1) history = recorded(history, { [`is${count}`]: true })
  assert.equal(history.past.length, 200)
})
