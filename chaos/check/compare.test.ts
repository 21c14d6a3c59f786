import assert from 'node:assert/strict'
import { test } from 'node:test'
import { say } from '../people/words.ts'
import { type Answer, compare } from './compare.ts'

const question = say({ writer: 'chaos-sms-0', each: 3 })
const asked = [{ conversation_id: 'c1', text: question }]
const nothing = { sentTwice: [], toldTwice: [], untrue: [], disordered: [], unknownThere: 0 }

test('what was sent once and is there once is well, and so is what failed and is not there', () => {
  const answers = [answer('Yes.', 'read'), answer('No.', 'failed')]
  assert.deepEqual(compare(answers, asked, chat('Yes.')), nothing)
})

test('notices what is there twice, missing, there although it failed, and still to be sent', () => {
  assert.equal(compare([answer('Yes.', 'sent')], asked, chat('Yes.', 'Yes.')).sentTwice.length, 1)
  assert.equal(
    compare([{ ...answer('Wait.', 'sent'), is_told: true }], asked, chat('Wait.', 'Wait.')).toldTwice.length,
    1,
  )
  assert.equal(compare([answer('Yes.', 'delivered')], asked, chat()).untrue.length, 1)
  assert.equal(compare([answer('Yes.', 'failed')], asked, chat('Yes.')).untrue.length, 1)
  assert.equal(compare([answer('Yes.', 'sending')], asked, chat()).untrue.length, 1)
  assert.equal(compare([], asked, chat('Yes.')).sentTwice.length, 1)
})

test('notices what went to somebody else', () => {
  const others = [
    { messages: [{ direction: 'in', text: say({ writer: 'chaos-sms-1', each: 0 }) }, out('Yes.')] } as const,
  ]
  const { sentTwice, untrue } = compare([answer('Yes.', 'sent')], asked, [...chat(), ...others])
  assert.deepEqual([sentTwice.length, untrue.length], [1, 1])
})

test('what is unknown may be there or not, and is counted when it is', () => {
  assert.deepEqual(compare([answer('Yes.', 'unknown')], asked, chat()), nothing)
  assert.deepEqual(compare([answer('Yes.', 'unknown')], asked, chat('Yes.')), { ...nothing, unknownThere: 1 })
})

test('notices answers that came in another order than they were written in', () => {
  const answers = [answer('First.', 'sent'), answer('Second.', 'sent')]
  assert.deepEqual(compare(answers, asked, chat('First.', 'Second.')), nothing)
  assert.equal(compare(answers, asked, chat('Second.', 'First.')).disordered.length, 1)
  const again = [...answers, answer('First.', 'sent')]
  assert.deepEqual(compare(again, asked, chat('First.', 'Second.', 'First.')), nothing)
})

function answer(text: string, state: string): Answer {
  return { id: text, conversation_id: 'c1', text, state, is_told: false, error: null }
}

function chat(...texts: readonly string[]) {
  return [{ messages: [{ direction: 'in', text: question } as const, ...texts.map(out)] }]
}

function out(text: string) {
  return { direction: 'out', text } as const
}
