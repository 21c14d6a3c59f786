import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRepeats } from './repeats.ts'

test('counts what members wrote and one event told twice, but no news of it', () => {
  const repeats = createRepeats()
  for (const id of ['7', '7', '7', '9']) repeats.hear({ id, data: told('member', 'm1') })
  assert.equal(repeats.count(), 2)
})

test('counts neither what visitors wrote themselves nor what is no message', () => {
  const repeats = createRepeats()
  for (const data of [told('contact', 'm1'), JSON.stringify({ type: 'unread', count: 1 })]) {
    repeats.hear({ id: '7', data })
    repeats.hear({ id: '7', data })
  }
  assert.equal(repeats.count(), 0)
})

function told(type: 'contact' | 'member', id: string): string {
  return JSON.stringify({ type: 'message', message: { id, author: { type, name: 'Ana Alvarez' } } })
}
