import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Event } from '@fairlead/sdk'
import { findHeldByAbsent } from './employed.ts'

test('notices what is given to somebody who is deactivated, and what they kept', () => {
  const log = [given(1, 'c1'), employ(2, true), given(3, 'c2'), employ(4, false)]
  assert.deepEqual(findHeldByAbsent(log), [
    '#3: c2 is given to ana, who is deactivated',
    '#4: ana comes back and still has c1',
    '#4: ana comes back and still has c2',
  ])
})

test('is content when what they had is taken from them, or was closed', () => {
  assert.deepEqual(findHeldByAbsent([given(1, 'c1'), employ(2, true), taken(3, 'c1'), employ(4, false)]), [])
  assert.deepEqual(findHeldByAbsent([given(1, 'c1'), close(2, 'c1'), employ(3, true), employ(4, false)]), [])
})

function given(sequence: number, subjectId: string): Event {
  const data = { conversation: { id: subjectId, assigneeId: 'ana' }, agentId: 'ana' }
  return event({ sequence, type: 'conversation.assigned', subjectId, data })
}

function taken(sequence: number, subjectId: string): Event {
  const data = { conversation: { id: subjectId, assigneeId: null } }
  return event({ sequence, type: 'conversation.unassigned', subjectId, data })
}

function close(sequence: number, subjectId: string): Event {
  const data = { conversation: { id: subjectId, status: 'closed' }, by: 'member' }
  return event({ sequence, type: 'conversation.closed', subjectId, data })
}

function employ(sequence: number, isDeactivated: boolean): Event {
  return event({ sequence, type: 'member.changed', subjectId: 'ana', data: { member: { id: 'ana', isDeactivated } } })
}

function event(parts: object): Event {
  return { actor: { type: 'system', id: null }, at: '2026-01-01T00:00:00.000Z', ...parts } as Event
}
