import assert from 'node:assert/strict'
import { test } from 'node:test'
import { draftKey, emptyDraft, saveDraft } from './draft.ts'
import { keptHere } from './kept-here.ts'
import { Outbox, type OutboxStorage } from './outbox.ts'
import type { Outgoing } from './outgoing-item.ts'

test('what a member sent and began is found again on the device, and nothing of anybody else', () => {
  const storage = memory()
  begin(storage, 'ana', 'Half a sent')
  begin(storage, 'ben', 'Not hers')
  send(storage, 'ana', 'On its way')
  send(storage, 'ben', 'Not hers either')
  storage.setItem('fairlead.draft.ana.broken', 'no JSON')

  assert.deepEqual(keptHere(storage, 'ana'), { unsent: ['On its way'], begun: ['Half a sent', 'A note to go with it'] })
})

function begin(storage: OutboxStorage, memberId: string, text: string): void {
  const note = { text: memberId === 'ana' ? 'A note to go with it' : '', attachments: [] }
  saveDraft(storage, draftKey(memberId, 'c1'), { ...emptyDraft, reply: { text, attachments: [] }, note })
}

/** Nobody hears of it: it stays. */
function send(storage: OutboxStorage, memberId: string, text: string): void {
  const deliver = () => new Promise<void>(() => undefined)
  const outbox = new Outbox({ memberId, storage, deliver, deliverLeaving: () => undefined, describe: String })
  outbox.send({ ...outgoing, text })
}

const outgoing: Outgoing = {
  ...{ clientId: 'a', conversationId: 'c1', isNote: false, text: '', attachments: [], replyTo: null, template: null },
  ...{ choices: [], cc: [], bcc: [], mentionIds: [], afterwards: null, at: '2026-01-01T12:00:00.000Z' },
  ...{ heldUntil: null, isWaiting: false, error: null },
}

function memory(): OutboxStorage {
  const kept = new Map<string, string>()
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    key: (index) => [...kept.keys()][index] ?? null,
    get length() {
      return kept.size
    },
  }
}
