import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startStandIn } from './stand-in.ts'
import { arrive, until } from './testing.ts'

test('a new visitor gets a session, is greeted, and opens no stream before there is something to say', async () => {
  await using server = await startStandIn()
  using visitor = arrive(server)
  await visitor.until(({ phase }) => phase === 'ready')

  assert.equal(visitor.chat.state.channel?.greeting, 'Ahoy! How can we help?')
  assert.equal(server.streamCount(), 0)

  visitor.chat.setSeen(true)
  await until(() => server.streamCount() === 1)
})

test('a message goes out, is confirmed, and the answer comes in live and is marked as read', async () => {
  await using server = await startStandIn()
  using visitor = arrive(server)
  visitor.chat.send('Is the rope in stock?', [])
  assert.equal(visitor.chat.state.outbox.length, 1)
  await visitor.until(({ messages, outbox }) => messages.length === 1 && outbox.length === 0)

  await until(() => server.streamCount() === 1)
  server.say(visitor.token(), 'It is.')
  await visitor.until(({ unreadCount, messages }) => unreadCount === 1 && messages.length === 2)
  assert.deepEqual(
    visitor.heard.map(({ author }) => author),
    ['Ana Anders'],
  )

  visitor.chat.setSeen(true)
  await until(() => server.conversations.get(visitor.token())?.unreadCount === 0)
  assert.equal(visitor.chat.state.unreadCount, 0)
})

test('what is written while the server is away arrives later, in order and once', async () => {
  await using server = await startStandIn()
  using visitor = arrive(server)
  await visitor.until(({ phase }) => phase === 'ready')
  server.setDown(true)
  for (const text of ['one', 'two', 'three']) visitor.chat.send(text, [])
  await visitor.until(({ isConnected }) => !isConnected)
  assert.equal(visitor.chat.state.outbox.length, 3)

  server.setDown(false)
  visitor.wake()
  await visitor.until(({ outbox }) => outbox.length === 0)
  assert.deepEqual(server.posts, ['one', 'two', 'three'])
})

test('a message whose answer was lost is not stored twice', async () => {
  await using server = await startStandIn()
  using visitor = arrive(server)
  await visitor.until(({ phase }) => phase === 'ready')
  server.loseAnswers(true)
  visitor.chat.send('only once', [])
  await until(() => server.posts.length === 1)
  server.loseAnswers(false)
  visitor.wake()
  await visitor.until(({ outbox, messages }) => outbox.length === 0 && messages.length === 1)
  assert.deepEqual(server.posts, ['only once'])
})

test('a refused message stays with the reason, does not hold up the next, and can be tried again', async () => {
  await using server = await startStandIn()
  using visitor = arrive(server)
  await visitor.until(({ phase }) => phase === 'ready')
  server.refuse({ status: 422, code: 'text_too_long', detail: 'Too long.' })
  visitor.chat.send('first', [])
  visitor.chat.send('second', [])
  await visitor.until(({ messages, outbox }) => messages.length === 1 && outbox.length === 1)

  const [failed] = visitor.chat.state.outbox
  assert.deepEqual(failed?.failure, { code: 'text_too_long', detail: 'Too long.' })
  visitor.chat.retry(failed.clientId)
  await visitor.until(({ outbox }) => outbox.length === 0)
  assert.deepEqual(server.posts, ['second', 'first'])
})

test('resumes a stream that broke, without missing or repeating a message', async () => {
  await using server = await startStandIn()
  using visitor = arrive(server)
  visitor.chat.send('hello', [])
  await until(() => server.streamCount() === 1)
  server.say(visitor.token(), 'before')
  await visitor.until(({ messages }) => messages.length === 2)

  server.breakStreams()
  await visitor.until(({ isConnected }) => !isConnected)
  server.say(visitor.token(), 'meanwhile')
  visitor.wake()
  await visitor.until(({ isConnected, messages }) => isConnected && messages.length === 3)
  assert.equal(visitor.heard.length, 2)
})

test('takes a stream that says nothing for too long as broken', async () => {
  await using server = await startStandIn()
  using visitor = arrive(server, { silenceMs: 100 })
  visitor.chat.setSeen(true)
  await until(() => server.streamCount() === 1)
  await visitor.until(({ isConnected }) => !isConnected)
  visitor.wake()
  await visitor.until(({ isConnected }) => isConnected)
})
