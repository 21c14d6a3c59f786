import assert from 'node:assert/strict'
import { afterEach, beforeEach, mock, test } from 'node:test'
import { uuid } from '../conversations/examples.ts'
import { Viewers } from './viewers.ts'

const conversationId = uuid(100)
const ana = { memberId: uuid(1), isTyping: false }
const ben = { memberId: uuid(2), isTyping: false }
let viewers: Viewers
beforeEach(() => {
  mock.timers.enable({ apis: ['setTimeout'] })
  viewers = new Viewers()
})

afterEach(() => mock.timers.reset())

test('holds while it is told again, and no longer', () => {
  let told = 0
  viewers.watch(() => {
    told += 1
  })
  viewers.put({ conversationId, viewers: [ana] })
  mock.timers.tick(60_000)
  viewers.put({ conversationId, viewers: [ana] })
  mock.timers.tick(60_000)
  assert.deepEqual(viewers.get(conversationId), [ana])

  mock.timers.tick(60_000)
  assert.deepEqual(viewers.get(conversationId), [])
  assert.equal(told, 3)
})

test('an answer older than what was told meanwhile is passed over', () => {
  const take = viewers.asking(conversationId)
  viewers.put({ conversationId, viewers: [ben] })
  take([ana])
  assert.deepEqual(viewers.get(conversationId), [ben])

  viewers.asking(conversationId)([ana])
  assert.deepEqual(viewers.get(conversationId), [ana])
})

test('so is one of somebody who came and went meanwhile', () => {
  const take = viewers.asking(conversationId)
  viewers.put({ conversationId, viewers: [ana] })
  viewers.put({ conversationId, viewers: [] })
  take([ana])
  assert.deepEqual(viewers.get(conversationId), [])
})

test('forgets everybody at once', () => {
  viewers.put({ conversationId, viewers: [ana] })
  viewers.forget()
  assert.deepEqual(viewers.get(conversationId), [])
})
