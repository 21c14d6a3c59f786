import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { VisitorMessage } from '@fairlead/sdk'
import { toRows } from './rows.ts'

test('puts together what one author says in one go', () => {
  const rows = toRows([said('Ana', 0), said('Ana', 2), said('Ben', 3), said('Ana', 4), said('Ana', 10)])
  assert.deepEqual(
    rows.map(({ isFirst, isLast }) => [isFirst, isLast]),
    [
      [true, false],
      [false, true],
      [true, true],
      [true, true],
      [true, true],
    ],
  )
})

test('begins a new day, and a new go with it', () => {
  const rows = toRows([said('Ana', 0), said('Ana', 1), said('Ana', 24 * 60)])
  assert.deepEqual(
    rows.map(({ isNewDay, isFirst }) => [isNewDay, isFirst]),
    [
      [true, true],
      [false, false],
      [true, true],
    ],
  )
})

function said(name: string, minute: number): VisitorMessage {
  return {
    id: `${name}-${minute}`,
    author: { type: 'member', name },
    kind: 'text',
    text: '',
    attachments: [],
    replyTo: null,
    clientId: null,
    at: new Date(2026, 0, 5, 12, minute).toISOString(),
    isRead: false,
  }
}
