import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Draft, type DraftStorage, draftKey, emptyDraft, loadDraft, saveDraft } from './draft.ts'

const draft: Draft = {
  mentions: [{ id: 'u1', name: 'Ben Agent' }],
  mode: 'note',
  reply: { text: 'Dear customer', attachments: [] },
  note: { text: 'He is in a hurry', attachments: [] },
  replyTo: { id: 'm1', authorName: 'Example Contact', text: 'When?' },
  choices: ['Today', 'Tomorrow'],
  cc: ['ana@example.com'],
  bcc: ['ben@example.com'],
}

test('a draft comes back as it was left, for its member and conversation only', () => {
  const storage = memory()
  saveDraft(storage, draftKey('ana', 'c1'), draft)

  assert.deepEqual(loadDraft(storage, draftKey('ana', 'c1')), draft)
  assert.deepEqual(loadDraft(storage, draftKey('ana', 'c2')), emptyDraft)
  assert.deepEqual(loadDraft(storage, draftKey('ben', 'c1')), emptyDraft)
})

test('an empty draft leaves nothing behind', () => {
  const storage = memory()
  saveDraft(storage, draftKey('ana', 'c1'), draft)
  saveDraft(storage, draftKey('ana', 'c1'), emptyDraft)

  assert.equal(storage.size(), 0)
})

test('what cannot be read is taken as far as it can', () => {
  const storage = memory()
  storage.setItem('fairlead.draft.ana.c1', 'not json')
  storage.setItem('fairlead.draft.ana.c2', JSON.stringify({ reply: { text: 'Still here', attachments: [{ id: 1 }] } }))

  assert.deepEqual(loadDraft(storage, draftKey('ana', 'c1')), emptyDraft)
  assert.equal(loadDraft(storage, draftKey('ana', 'c2')).reply.text, 'Still here')
  assert.deepEqual(loadDraft(storage, draftKey('ana', 'c2')).choices, [])
})

test('nobody gets a copy when that was chosen, and by itself whoever got the last mail', () => {
  const storage = memory()
  saveDraft(storage, draftKey('ana', 'c1'), { ...emptyDraft, cc: [] })

  assert.deepEqual(loadDraft(storage, draftKey('ana', 'c1')).cc, [])
  assert.equal(loadDraft(storage, draftKey('ana', 'c2')).cc, null)
})

test('a storage that refuses is borne', () => {
  const refuse = () => {
    throw new DOMException('full', 'QuotaExceededError')
  }

  saveDraft({ getItem: refuse, setItem: refuse, removeItem: refuse }, draftKey('ana', 'c1'), draft)
  assert.deepEqual(
    loadDraft({ getItem: refuse, setItem: refuse, removeItem: refuse }, draftKey('ana', 'c1')),
    emptyDraft,
  )
})

function memory(): DraftStorage & { size(): number } {
  const kept = new Map<string, string>()
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    size: () => kept.size,
  }
}
