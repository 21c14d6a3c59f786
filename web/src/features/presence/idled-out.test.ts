import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isIdledOut } from './idled-out.ts'

test('who is connected and did not choose it is offline for doing nothing', () => {
  assert.equal(isIdledOut({ presence: 'offline', chosenPresence: 'online' }, 10, true), true)
  assert.equal(isIdledOut({ presence: 'offline', chosenPresence: 'busy' }, 10, true), true)
})

test('offline by choice, or without a connection, is another matter', () => {
  assert.equal(isIdledOut({ presence: 'offline', chosenPresence: 'offline' }, 10, true), false)
  assert.equal(isIdledOut({ presence: 'offline', chosenPresence: 'online' }, 10, false), false)
  assert.equal(isIdledOut({ presence: 'online', chosenPresence: 'online' }, 10, true), false)
  assert.equal(isIdledOut({ presence: 'offline', chosenPresence: 'online' }, null, true), false)
})
