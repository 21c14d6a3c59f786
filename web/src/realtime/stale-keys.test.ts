import assert from 'node:assert/strict'
import test from 'node:test'
import { contactExample } from '../features/contacts/examples.ts'
import { eventExample, uuid } from '../features/conversations/examples.ts'
import { messageExample } from '../features/messages/examples.ts'
import { staleKeysOf } from './stale-keys.ts'

const meId = uuid(900)

test('a deleted skill is taken from members, of whom no event tells', () => {
  const keys = staleKeysOf(eventExample('skill.deleted', { id: uuid(1) }, uuid(1)), meId)
  assert.ok(keys.some(([key]) => key === 'members'))
})

test('a new skill changes nothing else', () => {
  const skill = { id: uuid(1), name: 'German', language: 'de' }
  assert.deepEqual(staleKeysOf(eventExample('skill.created', { skill }, uuid(1)), meId), [])
})

test('whoever comes, changes or is merged may be the same as somebody who is looked at', () => {
  const contact = contactExample({})
  for (const event of [
    eventExample('contact.created', { contact }, contact.id),
    eventExample('contact.changed', { contact }, contact.id),
    eventExample('contact.merged', { contact, mergedId: uuid(22) }, contact.id),
  ]) {
    assert.ok(staleKeysOf(event, meId).some(([key]) => key === 'kin'))
  }
})

test('a tag that is called otherwise is so where it is suggested that two are one', () => {
  const event = eventExample('tag.deleted', { name: 'vip' })
  assert.ok(staleKeysOf(event, meId).some(([key]) => key === 'kin'))
})

test('why somebody waits is asked anew when it may be something else, of whomever', () => {
  const skill = { id: uuid(1), name: 'German', language: 'de' }
  const event = eventExample('skill.changed', { skill }, uuid(1))
  assert.ok(staleKeysOf(event, meId).some((key) => key.length === 1 && key[0] === 'decisions'))
})

test('news of templates are fetched, and leave the channel as it is', () => {
  const keys = staleKeysOf(eventExample('channel.templates_changed', { id: uuid(3) }, uuid(3)), meId)
  assert.deepEqual(keys, [
    ['templates', uuid(3)],
    ['channel-health', uuid(3)],
  ])
})

test('what is private is fetched by whom it concerns alone', () => {
  const mine = eventExample('draft.changed', { conversationId: uuid(1), memberId: meId, version: 2 }, uuid(1))
  const theirs = eventExample('draft.changed', { conversationId: uuid(1), memberId: uuid(901), version: 2 }, uuid(1))
  assert.ok(staleKeysOf(mine, meId).some(([key, id]) => key === 'draft' && id === uuid(1)))
  assert.deepEqual(staleKeysOf(theirs, meId), [])

  const shared = eventExample('snippet.changed', { id: uuid(2), ownerId: null }, uuid(2))
  assert.deepEqual(staleKeysOf(shared, meId), [['snippets']])
})

test('who is answered waits no more, and a note says nothing of waiting', () => {
  const message = messageExample({ conversationId: uuid(1) })
  const told = (waitingSince?: null) =>
    staleKeysOf(
      eventExample('message.created', {
        message,
        conversation: { id: uuid(1), ...(waitingSince === undefined ? {} : { waitingSince }) },
      }),
      meId,
    )
  assert.ok(told(null).some(([key]) => key === 'queue'))
  assert.deepEqual(told(), [])
})

test('who was merged into another is asked for again, and so is who comes back', () => {
  const contact = contactExample({})
  const merged = staleKeysOf(eventExample('contact.merged', { contact, mergedId: uuid(22) }, contact.id), meId)
  assert.ok(merged.some(([key, id]) => key === 'contact' && id === uuid(22)))
  const back = staleKeysOf(eventExample('contact.created', { contact }, contact.id), meId)
  assert.ok(back.some(([key, id]) => key === 'contact' && id === contact.id))
})
