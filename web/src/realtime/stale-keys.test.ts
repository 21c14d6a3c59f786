import assert from 'node:assert/strict'
import test from 'node:test'
import { contactExample } from '../features/contacts/examples.ts'
import { eventExample, uuid } from '../features/conversations/examples.ts'
import { staleKeysOf } from './stale-keys.ts'

test('a deleted skill is taken from members, of whom no event tells', () => {
  const keys = staleKeysOf(eventExample('skill.deleted', { id: uuid(1) }, uuid(1)))
  assert.ok(keys.some(([key]) => key === 'members'))
})

test('a new skill changes nothing else', () => {
  const skill = { id: uuid(1), name: 'German', language: 'de' }
  assert.deepEqual(staleKeysOf(eventExample('skill.created', { skill }, uuid(1))), [])
})

test('whoever comes, changes or is merged may be the same as somebody who is looked at', () => {
  const contact = contactExample({})
  for (const event of [
    eventExample('contact.created', { contact }, contact.id),
    eventExample('contact.changed', { contact }, contact.id),
    eventExample('contact.merged', { contact, mergedId: uuid(22) }, contact.id),
  ]) {
    assert.ok(staleKeysOf(event).some(([key]) => key === 'kin'))
  }
})
