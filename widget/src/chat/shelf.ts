/**
 * What the widget keeps in the browser, per channel: who the visitor is, what is not sent yet and what is half written.
 *
 * Each message waiting to be sent has a key of its own, so that two tabs writing at once never overwrite each other.
 * Where the browser refuses storage (strict tracking protection, private windows), memory takes its place, and a cookie
 * remembers at least who the visitor is; where it refuses that too, the conversation lasts as long as the page.
 */
import type { Cookie } from './cookie.ts'
import { inOrder, type Outbox, parseEntry } from './outbox.ts'

export type Visitor = Readonly<{
  /** Ours alone: tells tabs whether another has renewed the token or taken another visitor. */
  id: string
  token: string
  /** The page's own id of the person, when the server has accepted it for this token. */
  userId: string | null
}>

export type Shelf = Readonly<{
  visitor(): Visitor | null
  keepVisitor(visitor: Visitor): void
  outbox(): Outbox
  keepOutbox(before: Outbox, after: Outbox): void
  draft(): string
  keepDraft(text: string): void
  clear(): void
  /** Tells what another tab has changed. */
  onChange(listener: (what: 'visitor' | 'outbox') => void): void
}>

export function createShelf(channelId: string, openStorage: () => Storage, cookie: Cookie | null): Shelf {
  const prefix = `fairlead:${channelId}:`
  const outboxPrefix = `${prefix}outbox:`
  const memory = new Map<string, string>()
  const storage = tryOut(openStorage)

  return {
    visitor: () => parseVisitor(read(`${prefix}visitor`) ?? cookie?.read() ?? null),
    keepVisitor(visitor) {
      const text = JSON.stringify(visitor)
      write(`${prefix}visitor`, text)
      if (!storage) cookie?.write(text)
    },
    outbox() {
      const entries = keys(outboxPrefix).map((key) => parseEntry(read(key) ?? ''))
      return inOrder(entries.filter((entry) => entry !== null))
    },
    keepOutbox(before, after) {
      const kept = new Set(after.map(({ clientId }) => clientId))
      for (const { clientId } of before) if (!kept.has(clientId)) remove(outboxPrefix + clientId)
      for (const entry of after) {
        if (!before.includes(entry)) write(outboxPrefix + entry.clientId, JSON.stringify(entry))
      }
    },
    draft: () => read(`${prefix}draft`) ?? '',
    keepDraft: (text) => (text ? write(`${prefix}draft`, text) : remove(`${prefix}draft`)),
    clear() {
      for (const key of keys(prefix)) remove(key)
      cookie?.remove()
    },
    onChange(listener) {
      globalThis.addEventListener?.('storage', ({ key }) => {
        if (key === null || key === `${prefix}visitor`) listener('visitor')
        if (key === null || key.startsWith(outboxPrefix)) listener('outbox')
      })
    },
  }

  function read(key: string): string | null {
    return memory.get(key) ?? storage?.getItem(key) ?? null
  }

  function write(key: string, value: string) {
    try {
      if (!storage) throw new Error('no storage')
      storage.setItem(key, value)
      memory.delete(key)
    } catch {
      memory.set(key, value)
    }
  }

  function remove(key: string) {
    memory.delete(key)
    storage?.removeItem(key)
  }

  function keys(start: string): string[] {
    const stored = storage ? Object.keys(storage) : []
    return [...new Set([...stored, ...memory.keys()])].filter((key) => key.startsWith(start))
  }
}

function tryOut(openStorage: () => Storage): Storage | null {
  try {
    const storage = openStorage()
    storage.setItem('fairlead:try', '1')
    storage.removeItem('fairlead:try')
    return storage
  } catch {
    return null
  }
}

function parseVisitor(text: string | null): Visitor | null {
  try {
    const visitor: Visitor | null = JSON.parse(text ?? 'null')
    const isWhole = typeof visitor?.token === 'string' && typeof visitor.id === 'string'
    return isWhole ? { id: visitor.id, token: visitor.token, userId: visitor.userId ?? null } : null
  } catch {
    return null
  }
}
