import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ApiError } from '@fairlead/sdk'
import { Outbox, type Outgoing } from './outbox.ts'

test('what has arrived leaves nothing behind', async () => {
  const { outbox, storage, delivered } = begin()

  assert.equal(await outbox.send(outgoing('a')), true)

  assert.deepEqual(delivered, ['a'])
  assert.deepEqual(outbox.list('c1'), [])
  assert.equal(storage.size, 0)
})

test('messages of a conversation arrive in the order they were sent, whatever each takes', async () => {
  const { outbox, delivered } = begin(async (item) => {
    await new Promise((resolve) => setTimeout(resolve, item.clientId === 'a' ? 30 : 1))
  })

  await Promise.all(['a', 'b', 'c'].map((clientId) => outbox.send(outgoing(clientId))))

  assert.deepEqual(delivered, ['a', 'b', 'c'])
})

test('what is refused stays with the reason, and can be sent again under the same id', async () => {
  let isRefused = true
  const { outbox, delivered } = begin(async () => {
    if (isRefused) throw problem(409)
  })

  assert.equal(await outbox.send(outgoing('a')), false)
  const [failed] = outbox.list('c1')
  assert.equal(failed?.error, 'described: 409')
  assert.equal(failed?.text, 'Hello')

  isRefused = false
  assert.equal(await outbox.retry(failed), true)
  assert.deepEqual(delivered, ['a'])
  assert.deepEqual(outbox.list('c1'), [])
})

test('a server that is away for a moment is tried again', async () => {
  let tries = 0
  const { outbox } = begin(async () => {
    tries += 1
    if (tries === 1) throw new TypeError('fetch failed')
    if (tries === 2) throw problem(503)
  })

  assert.equal(await outbox.send(outgoing('a')), true)
  assert.equal(tries, 3)
})

test('what was left behind by a closed page comes back, to be sent again', async () => {
  const { storage } = begin()
  const old = new Date(Date.now() - 120_000).toISOString()
  storage.set('fairlead.outbox.ana.c1', JSON.stringify([{ ...outgoing('a'), at: old }, outgoing('b'), { odd: true }]))

  const { outbox } = begin(undefined, storage)

  assert.deepEqual(
    outbox.list('c1').map(({ clientId, error }) => [clientId, error]),
    [['a', 'interrupted']],
  )
})

function begin(
  deliver: (item: Outgoing) => Promise<void> = async () => undefined,
  storage = new Map<string, string>(),
) {
  const delivered: string[] = []
  const outbox = new Outbox({
    memberId: 'ana',
    storage: {
      getItem: (key) => storage.get(key) ?? null,
      setItem: (key, value) => void storage.set(key, value),
      removeItem: (key) => void storage.delete(key),
    },
    deliver: async (item) => {
      await deliver(item)
      delivered.push(item.clientId)
    },
    describe: (error) => `described: ${error instanceof ApiError ? error.problem.status : 'unreachable'}`,
    interrupted: () => 'interrupted',
    pauseMs: [1, 1, 1],
  })
  return { outbox, storage, delivered }
}

function outgoing(clientId: string): Outgoing {
  return {
    clientId,
    conversationId: 'c1',
    isNote: false,
    text: 'Hello',
    attachments: [],
    replyTo: null,
    template: null,
    choices: [],
    cc: [],
    at: new Date().toISOString(),
    error: null,
  }
}

function problem(status: number): ApiError {
  return new ApiError({ type: 'about:blank', title: '', status, code: 'some_code', detail: '' })
}
