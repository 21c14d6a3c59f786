import assert from 'node:assert/strict'
import { Chat } from './chat.ts'
import type { Cookie } from './cookie.ts'
import { createDoors, type Refusal } from './doors.ts'
import { createShelf } from './shelf.ts'
import type { StandIn } from './stand-in.ts'

type Arrival = {
  cookie?: Cookie
  storage?: Storage | null

  silenceMs?: number
  identity?: { userId: string; hash: string }
}

/** A visitor's side of the chat, against a server. */
export function arrive(server: StandIn, arrival: Arrival = {}) {
  const { storage = createStorage(), cookie = null, silenceMs = 45_000, identity = null } = arrival
  const alarm = new EventTarget()
  const changed = new EventTarget()
  const refusals: Refusal[] = []
  const heard: { id: string; author: string }[] = []
  const shelf = createShelf(
    'c1',
    () => {
      if (storage) return storage
      throw new Error('Storage is blocked.')
    },
    cookie,
  )
  const chat = new Chat({
    channelId: 'c1',
    doors: createDoors(server.base),
    shelf,
    alarm,
    locale: 'en',
    pageUrl: 'https://shop.example/ropes',
    silenceMs,
    onState: () => changed.dispatchEvent(new Event('change')),
    onMessage: (message) => heard.push(message),
    onRefusal: (refusal) => refusals.push(refusal),
  })
  chat.start(identity)

  return {
    chat,
    heard,
    refusals,
    token: () => shelf.visitor()?.token ?? '',
    texts: () => chat.state.messages.map(({ text }) => text),
    wake: () => alarm.dispatchEvent(new Event('wake')),
    until: (isSo: (state: Chat['state']) => boolean) => until(() => isSo(chat.state)),
    [Symbol.dispose]: () => chat.stop(),
  }
}

export async function until(isSo: () => boolean): Promise<void> {
  const end = Date.now() + 8000
  while (!isSo()) {
    assert.ok(Date.now() < end, `in vain: ${isSo}`)
    await pause(5)
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

export function createCookie(): Cookie {
  let kept: string | null = null
  return {
    read: () => kept,
    write: (value) => {
      kept = value
    },
    remove: () => {
      kept = null
    },
  }
}

// A browser's storage is an object whose own keys are what is stored.
export function createStorage(): Storage {
  const items = new Map<string, string>()
  const methods: Storage = {
    get length() {
      return items.size
    },
    key: (index) => [...items.keys()][index] ?? null,
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => items.set(key, value),
    removeItem: (key) => items.delete(key),
    clear: () => items.clear(),
  }
  return new Proxy(methods, {
    ownKeys: () => [...items.keys()],
    getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
  })
}
