import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as next } from 'node:timers/promises'
import type { Conversation } from '@fairlead/sdk'
import { conversationExample, eventExample, uuid } from './examples.ts'
import { MissingConversations } from './missing-conversations.ts'

test('the first is asked for at once, and what is missed meanwhile together after a pause', async () => {
  const server = begin()
  server.missing.want([uuid(1)])
  assert.deepEqual(server.asked, [[uuid(1)]])

  server.missing.want([uuid(2)])
  await server.answer()
  server.missing.want([uuid(3), uuid(2)])
  assert.equal(server.asked.length, 1)
  await server.endPause()

  assert.deepEqual(server.asked, [[uuid(1)], [uuid(2), uuid(3)]])
  assert.deepEqual(idsOf(server.placed), [uuid(1)])
})

test('what comes after a pause in which nothing was missed is asked for at once again', async () => {
  const server = begin()
  server.missing.want([uuid(1)])
  await server.answer()
  await server.endPause()
  assert.equal(server.missing.isAsking, false)

  server.missing.want([uuid(2)])
  assert.deepEqual(server.asked, [[uuid(1)], [uuid(2)]])
})

test('nothing is asked for anew while its answer is under way', async () => {
  const server = begin()
  server.missing.want([uuid(1)])
  server.missing.want([uuid(1)])
  await server.answer()
  await server.endPause()

  assert.deepEqual(server.asked, [[uuid(1)]])
})

test('an answer that is older than an event heard meanwhile does not undo it', async () => {
  const server = begin()
  server.missing.want([uuid(1), uuid(2)])
  server.missing.hear([
    eventExample('conversation.changed', { conversation: { id: uuid(1), priority: 'high' } }),
    eventExample('conversation.closed', { conversation: { id: uuid(1), status: 'closed' }, by: 'member' }),
    eventExample('conversation.changed', { conversation: { id: uuid(1), priority: 'urgent' } }),
  ])
  await server.answer()

  assert.deepEqual(
    server.placed.map(({ status, priority }) => [status, priority]),
    [
      ['closed', 'urgent'],
      ['open', 'normal'],
    ],
  )
})

test('what was heard during one request says nothing of the answer to the next', async () => {
  const server = begin()
  server.missing.want([uuid(1)])
  server.missing.hear([eventExample('conversation.changed', { conversation: { id: uuid(2), priority: 'high' } })])
  server.missing.want([uuid(2)])
  await server.answer()
  await server.endPause()
  await server.answer()

  assert.equal(server.placed.at(-1)?.priority, 'normal')
})

test('when they cannot be had, all lists are fetched anew, and it goes on after the pause', async () => {
  const server = begin()
  server.missing.want([uuid(1)])
  await server.fail()
  assert.deepEqual([server.placed, server.givenUp()], [[], 1])

  server.missing.want([uuid(2)])
  await server.endPause()
  await server.answer()
  assert.deepEqual([idsOf(server.placed), server.givenUp()], [[uuid(2)], 1])
})

test('of more than the server answers at once the lists are fetched anew', async () => {
  const server = begin()
  server.missing.want(Array.from({ length: 101 }, (_, index) => uuid(index)))
  await next()

  assert.deepEqual([server.asked, server.givenUp()], [[], 1])
})

/** A server that answers when it is told to, and a clock that goes on likewise. */
function begin() {
  const asked: (readonly string[])[] = []
  const placed: Conversation[] = []
  let givenUp = 0
  let answer = Promise.withResolvers<readonly Conversation[]>()
  let pause = Promise.withResolvers<void>()
  const missing = new MissingConversations({
    fetch(ids) {
      asked.push(ids)
      answer = Promise.withResolvers()
      return answer.promise
    },
    place: (conversations) => placed.push(...conversations),
    giveUp() {
      givenUp += 1
    },
    pause() {
      pause = Promise.withResolvers()
      return pause.promise
    },
  })
  return {
    ...{ missing, asked, placed, givenUp: () => givenUp },
    async answer() {
      answer.resolve(asked.at(-1)!.map((id) => conversationExample({ id })))
      await next()
    },
    async fail() {
      answer.reject(new Error('There is no network.'))
      await next()
    },
    async endPause() {
      pause.resolve()
      await next()
    },
  }
}

function idsOf(conversations: readonly Conversation[]): string[] {
  return conversations.map(({ id }) => id)
}
