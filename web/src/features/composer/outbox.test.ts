import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ApiError } from '@fairlead/sdk'
import { Outbox } from './outbox.ts'
import type { Outgoing } from './outgoing-item.ts'

test('what has arrived leaves nothing behind', async () => {
  const { outbox, kept, delivered, settled } = begin()

  outbox.send(outgoing('a'))
  await settled()

  assert.deepEqual(delivered, ['a'])
  assert.equal(kept.size, 0)
})

test('messages of a conversation arrive in the order they were sent, whatever each takes', async () => {
  const { outbox, delivered, settled } = begin(async ({ clientId }) => later(clientId === 'a' ? 30 : 1))

  for (const clientId of ['a', 'b', 'c']) outbox.send(outgoing(clientId))
  await settled()

  assert.deepEqual(delivered, ['a', 'b', 'c'])
})

test('one conversation does not wait for another', async () => {
  const { outbox, delivered, settled } = begin(async ({ conversationId }) => later(conversationId === 'c1' ? 30 : 1))

  outbox.send(outgoing('a'))
  outbox.send(outgoing('b', { conversationId: 'c2' }))
  await settled()

  assert.deepEqual(delivered, ['b', 'a'])
})

test('what is refused stays with the reason, and can be sent again under the same id', async () => {
  let isRefused = true
  const { outbox, delivered, settled } = begin(async ({ clientId }) => {
    if (isRefused && clientId === 'a') throw problem(409)
  })

  outbox.send(outgoing('a'))
  outbox.send(outgoing('b'))
  await settled()
  const [failed] = outbox.list('c1')
  assert.equal(failed?.error, 'described: 409')
  assert.equal(failed?.text, 'Hello')
  assert.deepEqual(delivered, ['b'])

  isRefused = false
  outbox.retry(failed)
  await settled()
  assert.deepEqual(delivered, ['b', 'a'])
})

for (const [what, error] of [
  ['out of reach', new TypeError('fetch failed')],
  ['restarting', problem(503)],
  ['behind a proxy that does not find it', problem(502)],
  ['waiting for somebody to log in', problem(401)],
] as const) {
  test(`nothing fails while the server is ${what}: it waits, and goes on in order`, async () => {
    let isAway = true
    const { outbox, delivered, settled } = begin(async () => {
      if (isAway) throw error
    })

    outbox.send(outgoing('a'))
    outbox.send(outgoing('b'))
    await later(40)
    assert.deepEqual(
      outbox.list('c1').map(({ isWaiting, error }) => [isWaiting, error]),
      [
        [true, null],
        [false, null],
      ],
    )
    assert.deepEqual(delivered, [])

    isAway = false
    await settled()
    assert.deepEqual(delivered, ['a', 'b'])
  })
}

test('goes on at once when the network is back', async () => {
  let isAway = true
  const tries: string[] = []
  const { outbox, delivered, settled } = begin(
    async ({ clientId }) => {
      tries.push(clientId)
      if (isAway) throw new TypeError('fetch failed')
    },
    { pauseMs: [60_000] },
  )
  outbox.send(outgoing('a'))
  await later(5)

  isAway = false
  outbox.hurry()
  await settled()

  assert.deepEqual([tries, delivered], [['a', 'a'], ['a']])
})

test('what is held can be taken back, and what comes after it waits for it', async () => {
  const { outbox, kept, delivered, settled } = begin()
  outbox.send(outgoing('a', { heldUntil: inMs(50_000) }))
  outbox.send(outgoing('b'))
  await later(10)
  assert.deepEqual(delivered, [])

  assert.equal(outbox.takeBack('c1', 'a')?.text, 'Hello')
  await settled()

  assert.deepEqual(delivered, ['b'])
  assert.equal(kept.size, 0)
  assert.equal(outbox.takeBack('c1', 'b'), null)
})

test('what is held goes when its time has come, or sooner when told', async () => {
  const { outbox, delivered, settled } = begin()
  outbox.send(outgoing('a', { heldUntil: inMs(20) }))
  const later = outgoing('b', { conversationId: 'c2', heldUntil: inMs(50_000) })
  outbox.send(later)
  outbox.sendNow(later)
  await settled()

  assert.deepEqual(delivered, ['b', 'a'])
})

test('a page that goes sends what it holds, and the next one does not take it back', async () => {
  const { outbox, storage, left } = begin()
  outbox.send(outgoing('a', { heldUntil: inMs(50_000) }))
  outbox.leave()
  assert.deepEqual(left, ['a'])
  outbox.hurry()

  const next = begin(undefined, { storage })
  assert.equal(next.outbox.takeBack('c1', 'a'), null)
  await next.settled()
  assert.deepEqual(next.delivered, ['a'])
})

test('what was left behind goes out from whatever page comes next, in order, and refusals stay refused', async () => {
  const away = begin(async () => {
    throw new TypeError('fetch failed')
  })
  away.outbox.send(outgoing('b', { at: '2026-05-05T10:00:02.000Z' }))
  away.outbox.send(outgoing('a', { at: '2026-05-05T10:00:01.000Z' }))
  const refused = outgoing('c', { conversationId: 'c2', error: 'refused' })
  away.outbox.send(refused)
  const kept = new Map(away.kept)
  for (const { conversationId, clientId } of [...away.outbox.list('c1')])
    away.outbox.discard({ conversationId, clientId })
  for (const [key, value] of kept) away.storage.setItem(key, value)
  away.storage.setItem('fairlead.outbox.ana.c1.odd', '{"odd": true}')
  away.storage.setItem('fairlead.outbox.ana.c1.broken', 'no JSON')

  const { outbox, delivered, settled } = begin(undefined, { storage: away.storage })
  await settled()

  assert.deepEqual(delivered, ['a', 'b'])
  assert.deepEqual(outbox.list('c2'), [refused])
})

test('what another tab has sent or taken back is sent no more', async () => {
  const { outbox, delivered, settled } = begin()
  outbox.send(outgoing('a', { heldUntil: inMs(20) }))

  outbox.hear({ key: 'fairlead.outbox.ana.c1.a', newValue: null })
  await settled()

  assert.deepEqual(delivered, [])
})

test('a storage that refuses is borne', async () => {
  const storage = memory()
  const { outbox, delivered, settled } = begin(undefined, {
    storage: {
      ...storage,
      length: 0,
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError')
      },
    },
  })

  outbox.send(outgoing('a'))
  await settled()

  assert.deepEqual(delivered, ['a'])
})

function begin(
  deliver: (item: Outgoing) => Promise<void> = async () => undefined,
  { storage = memory(), pauseMs = [1, 1, 2] }: { storage?: ReturnType<typeof memory>; pauseMs?: number[] } = {},
) {
  const delivered: string[] = []
  const left: string[] = []
  const outbox = new Outbox({
    memberId: 'ana',
    storage,
    deliver: async (item) => {
      await deliver(item)
      delivered.push(item.clientId)
    },
    deliverLeaving: ({ clientId }) => left.push(clientId),
    describe: (error) => `described: ${error instanceof ApiError ? error.problem.status : 'unreachable'}`,
    pauseMs,
  })
  const settled = async () => {
    while (['c1', 'c2'].some((id) => outbox.list(id).some(({ error }) => error === null))) await later(2)
  }
  return { outbox, storage, kept: storage.kept, delivered, left, settled }
}

function memory() {
  const kept = new Map<string, string>()
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
    key: (index: number) => [...kept.keys()][index] ?? null,
    get length() {
      return kept.size
    },
  }
}

function outgoing(clientId: string, change: Partial<Outgoing> = {}): Outgoing {
  return {
    ...{ clientId, conversationId: 'c1', isNote: false, text: 'Hello', attachments: [], replyTo: null, template: null },
    ...{ choices: [], cc: [], bcc: [], mentionIds: [], afterwards: null, at: new Date().toISOString() },
    ...{ heldUntil: null, isWaiting: false, error: null },
    ...change,
  }
}

function problem(status: number): ApiError {
  return new ApiError({ type: 'about:blank', title: '', status, code: 'some_code', detail: '' })
}

function inMs(ms: number): string {
  return new Date(Date.now() + ms).toISOString()
}

function later(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
