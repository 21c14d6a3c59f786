import assert from 'node:assert/strict'
import { test } from 'node:test'
import { signature, startStandIn } from './stand-in.ts'
import { arrive, createCookie, createStorage, pause, until } from './testing.ts'

test('a visitor comes back to the same conversation, and pages back to its beginning', async () => {
  await using server = await startStandIn({ pageSize: 2 })
  const storage = createStorage()
  {
    using visitor = arrive(server, { storage })
    for (const text of ['1', '2', '3', '4', '5']) visitor.chat.send(text, [])
    await visitor.until(({ messages, outbox }) => messages.length === 5 && outbox.length === 0)
  }

  using visitor = arrive(server, { storage })
  await visitor.until(({ phase }) => phase === 'ready')
  assert.deepEqual(visitor.texts(), ['4', '5'])
  await visitor.chat.loadOlder()
  assert.deepEqual(visitor.texts(), ['2', '3', '4', '5'])
  await visitor.chat.loadOlder()
  assert.deepEqual(visitor.texts(), ['1', '2', '3', '4', '5'])
  assert.equal(visitor.chat.state.hasOlder, false)
})

test('what was not sent before the page was left is sent on the next one', async () => {
  await using server = await startStandIn()
  const storage = createStorage()
  {
    server.setDown(true)
    using visitor = arrive(server, { storage })
    visitor.chat.send('from the last page', [])
  }

  server.setDown(false)
  using visitor = arrive(server, { storage })
  await visitor.until(({ messages, outbox }) => messages.length === 1 && outbox.length === 0)
  assert.deepEqual(visitor.texts(), ['from the last page'])
})

test('two tabs that open at once are one visitor and send what is waiting once', async () => {
  await using server = await startStandIn()
  const storage = createStorage()
  using one = arrive(server, { storage })
  using two = arrive(server, { storage })
  one.chat.send('hello from one', [])
  await one.until(({ messages, outbox }) => messages.length === 1 && outbox.length === 0)
  await two.until(({ phase }) => phase === 'ready')

  assert.equal(new Set(server.conversations.values()).size, 1)
  assert.deepEqual(server.posts, ['hello from one'])
})

test('a visitor the server has forgotten begins anew and keeps what was not sent', async () => {
  await using server = await startStandIn()
  using visitor = arrive(server)
  await visitor.until(({ phase }) => phase === 'ready')
  server.conversations.clear()
  visitor.chat.send('still here', [])
  await until(() => server.sessions.length === 1)
  for (let tries = 0; tries < 5; tries++) {
    await pause(50)
    visitor.wake()
  }
  await visitor.until(({ messages, outbox }) => messages.length === 1 && outbox.length === 0)
  assert.deepEqual(server.posts, ['still here'])
})

test('a signed identity goes with the session; the same one said again changes nothing', async () => {
  await using server = await startStandIn()
  using visitor = arrive(server)
  await visitor.until(({ phase }) => phase === 'ready')
  const identity = { userId: 'u1', hash: signature('u1') }
  visitor.chat.identify(identity)
  await until(() => server.conversations.get(visitor.token())?.userId === 'u1')
  visitor.chat.identify({ ...identity })
  await pause(50)
  assert.equal(server.sessions.length, 2)
})

test('what is on the way while the visitor is identified is not sent again', async () => {
  await using server = await startStandIn()
  using visitor = arrive(server)
  await visitor.until(({ phase }) => phase === 'ready')
  const release = server.holdPosts()
  visitor.chat.send('only once', [])
  await until(() => server.posts.length === 1)
  // The conversation of a known customer is another than the one begun here.
  server.conversations.clear()
  visitor.chat.identify({ userId: 'u1', hash: signature('u1') })
  await until(() => server.conversations.size === 1)
  release()
  await visitor.until(({ outbox }) => outbox.length === 0)
  await pause(50)
  assert.deepEqual(server.posts, ['only once'])
})

test('a refused identity is told to the page, and the visitor goes on unknown', async () => {
  await using server = await startStandIn()
  using visitor = arrive(server, { identity: { userId: 'u1', hash: 'wrong' } })
  await visitor.until(({ phase }) => phase === 'ready')
  assert.deepEqual(
    visitor.refusals.map(({ code }) => code),
    ['identity_unverified'],
  )
})

test('a channel for known visitors only is unavailable until the page says who it is', async () => {
  await using server = await startStandIn({ requireIdentity: true })
  using visitor = arrive(server)
  await visitor.until(({ phase }) => phase === 'unavailable')
  assert.deepEqual(visitor.refusals, [])

  visitor.chat.identify({ userId: 'u1', hash: signature('u1') })
  await visitor.until(({ phase }) => phase === 'ready')
})

test('another person at the same browser sees nothing of the one before', async () => {
  await using server = await startStandIn()
  using visitor = arrive(server, { identity: { userId: 'u1', hash: signature('u1') } })
  visitor.chat.send('my order', [])
  await visitor.until(({ messages, outbox }) => messages.length === 1 && outbox.length === 0)
  const first = visitor.token()

  visitor.chat.identify({ userId: 'u2', hash: signature('u2') })
  assert.deepEqual(visitor.texts(), [])
  await visitor.until(({ phase }) => phase === 'ready')
  assert.notEqual(visitor.token(), first)
  assert.deepEqual(visitor.texts(), [])
})

test('reset forgets the visitor and all that was waiting', async () => {
  await using server = await startStandIn()
  const storage = createStorage()
  using visitor = arrive(server, { storage })
  visitor.chat.send('secret', [])
  await visitor.until(({ messages, outbox }) => messages.length === 1 && outbox.length === 0)
  const first = visitor.token()
  server.setDown(true)
  visitor.chat.send('not sent', [])

  visitor.chat.reset()
  assert.deepEqual([visitor.chat.state.messages, visitor.chat.state.outbox, storage.length], [[], [], 0])
  server.setDown(false)
  visitor.wake()
  await visitor.until(({ phase }) => phase === 'ready')
  assert.notEqual(visitor.token(), first)
  assert.deepEqual(server.posts, ['secret'])
})

test('a session under way while another tab resets does not bring the old visitor back', async () => {
  await using server = await startStandIn()
  const storage = createStorage()
  {
    using visitor = arrive(server, { storage })
    visitor.chat.send('secret', [])
    await visitor.until(({ messages, outbox }) => messages.length === 1 && outbox.length === 0)
  }

  const release = server.holdSessions()
  using visitor = arrive(server, { storage })
  await until(() => server.sessions.length === 2)
  storage.clear()
  release()
  await visitor.until(({ phase }) => phase === 'ready')
  assert.deepEqual(visitor.texts(), [])
})

test('knows a visitor by the cookie where storage is blocked, until reset', async () => {
  await using server = await startStandIn()
  const cookie = createCookie()
  {
    using visitor = arrive(server, { storage: null, cookie })
    visitor.chat.send('hello', [])
    await visitor.until(({ messages, outbox }) => messages.length === 1 && outbox.length === 0)
  }

  using visitor = arrive(server, { storage: null, cookie })
  await visitor.until(({ phase }) => phase === 'ready')
  assert.deepEqual(visitor.texts(), ['hello'])
  visitor.chat.reset()
  assert.equal(cookie.read(), null)
})

test('writes no cookie where there is storage', async () => {
  await using server = await startStandIn()
  const cookie = createCookie()
  using visitor = arrive(server, { cookie })
  await visitor.until(({ phase }) => phase === 'ready')
  assert.equal(cookie.read(), null)
})

test('works without storage for as long as the page lives', async () => {
  await using server = await startStandIn()
  using visitor = arrive(server, { storage: null })
  visitor.chat.send('hello', [])
  await visitor.until(({ messages, outbox }) => messages.length === 1 && outbox.length === 0)
})
