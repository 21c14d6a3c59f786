import assert from 'node:assert/strict'
import { afterEach, beforeEach, mock, test } from 'node:test'
import { Viewing } from './viewing.ts'

let told: string[]
let viewing: Viewing
beforeEach(() => {
  mock.timers.enable({ apis: ['setInterval', 'setTimeout'] })
  told = []
  viewing = new Viewing({
    look: (isTyping) => told.push(isTyping ? 'writes' : 'looks'),
    leave: () => told.push('goes'),
  })
})

afterEach(() => mock.timers.reset())

test('says again that somebody looks, until they go', () => {
  viewing.begin()
  mock.timers.tick(20_500)
  viewing.end()
  mock.timers.tick(60_000)

  assert.deepEqual(told, ['looks', 'looks', 'looks', 'goes'])
})

test('says nothing of whoever only passes by', () => {
  viewing.begin()
  mock.timers.tick(200)
  viewing.end()
  mock.timers.tick(60_000)

  assert.deepEqual(told, [])
})

test('says once that somebody writes, and when they pause', () => {
  viewing.begin()
  mock.timers.tick(500)
  for (let keys = 0; keys < 5; keys += 1) {
    viewing.type()
    mock.timers.tick(1_000)
  }
  mock.timers.tick(5_000)
  viewing.type()
  viewing.rest()

  assert.deepEqual(told, ['looks', 'writes', 'writes', 'looks', 'writes', 'looks'])
})

test('says nothing of keys pressed when nobody looks', () => {
  viewing.type()
  viewing.end()

  assert.deepEqual(told, [])
})
