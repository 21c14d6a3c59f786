import { draftKey, loadDraft } from './draft.ts'
import { type OutboxStorage, outboxPrefix } from './outbox.ts'
import { readOutgoing } from './outgoing-item.ts'

export type KeptHere = Readonly<{ unsent: readonly string[]; begun: readonly string[] }>

/** What a member has sent or begun to write on this device, and the server may not know of yet. */
export function keptHere(storage: OutboxStorage, memberId: string): KeptHere {
  const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '').sort()
  const unsent = keys.filter((key) => key.startsWith(outboxPrefix(memberId))).map((key) => sentText(storage, key))
  const begun = keys
    .filter((key) => key.startsWith(draftKey(memberId, '')))
    .flatMap((key) => {
      const { reply, note } = loadDraft(storage, key)
      return [reply.text, note.text]
    })
  return { unsent: unsent.filter(isText), begun: begun.filter(isText) }
}

function sentText(storage: OutboxStorage, key: string): string {
  try {
    return readOutgoing(JSON.parse(storage.getItem(key) ?? 'null'))?.text ?? ''
  } catch {
    return ''
  }
}

function isText(text: string): boolean {
  return text.trim() !== ''
}
