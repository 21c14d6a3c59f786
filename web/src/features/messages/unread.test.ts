import assert from 'node:assert/strict'
import { test } from 'node:test'
import { uuid } from '../conversations/examples.ts'
import { messageExample } from './examples.ts'
import { firstUnreadOf } from './unread.ts'

test('counts what the contact wrote, from the end', () => {
  const ours = { type: 'member', id: uuid(1), name: 'Ana Agent' } as const
  const messages = [
    messageExample({ id: uuid(501) }),
    messageExample({ id: uuid(502) }),
    messageExample({ id: uuid(503), author: ours }),
    messageExample({ id: uuid(504) }),
  ]

  assert.deepEqual(
    [0, 1, 2, 3, 4].map((count) => firstUnreadOf(messages, count)),
    [null, uuid(504), uuid(502), uuid(501), null],
  )
})
