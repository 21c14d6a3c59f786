import assert from 'node:assert/strict'
import { test } from 'node:test'
import { uuid } from '../conversations/examples.ts'
import { messageExample } from './examples.ts'
import type { HistoryLine } from './history-line.ts'
import { timelineOf } from './timeline.ts'

test('a line begins each day', () => {
  const items = timelineOf([message(1, day(1, 9)), message(2, day(1, 10)), message(3, day(2, 9))], [], {})

  assert.deepEqual(kinds(items), ['day', 'message', 'message', 'day', 'message'])
})

test('what happened stands between the messages before and after it', () => {
  const messages = [message(1, day(1, 9)), message(2, day(1, 11))]

  const items = timelineOf(messages, [line(1, day(1, 10)), line(2, day(1, 12))], {})

  assert.deepEqual(kinds(items), ['day', 'message', 'line', 'message', 'line'])
})

test('what the log was told of later stands where it happened', () => {
  const lines = [line(1, day(1, 10, 5)), line(2, day(1, 10, 1))]

  const items = timelineOf([message(1, day(1, 9)), message(2, day(1, 10, 3))], lines, {})

  assert.deepEqual(
    items.map(({ key }) => key),
    [`day of ${uuid(501)}`, uuid(501), 'line 2', uuid(502), 'line 1'],
  )
})

test('what happened before the oldest message waits for its page', () => {
  const messages = [message(2, day(2, 9))]

  assert.deepEqual(kinds(timelineOf(messages, [line(1, day(1, 9))], { hasOlder: true })), ['day', 'message'])
  assert.deepEqual(kinds(timelineOf(messages, [line(1, day(1, 9))], {})), ['day', 'line', 'day', 'message'])
})

test('messages of one author in short order stand together', () => {
  const items = timelineOf(
    [message(1, day(1, 9, 0)), message(2, day(1, 9, 1)), message(3, day(1, 9, 30)), note(4, day(1, 9, 31))],
    [],
    {},
  )

  assert.deepEqual(
    items.flatMap((item) => (item.kind === 'message' ? [[item.isFirst, item.isLast]] : [])),
    [
      [true, false],
      [false, true],
      [true, true],
      [true, true],
    ],
  )
})

test('a message keeps its key when the server has taken it', () => {
  const [, item] = timelineOf([messageExample({ id: uuid(501), clientId: 'mine' })], [], {})

  assert.equal(item?.key, 'mine')
})

test('what was read while the next one was not says so for itself', () => {
  const author = { type: 'member', id: uuid(1), name: 'Ana Agent' } as const
  const sent = (number: number, state: 'read' | 'delivered') => ({
    ...message(number, day(1, 9, number)),
    author,
    state,
  })

  const items = timelineOf([sent(1, 'read'), sent(2, 'read'), sent(3, 'delivered')], [], {})

  assert.deepEqual(
    items.flatMap((item) => (item.kind === 'message' ? [item.hasOwnState] : [])),
    [false, true, false],
  )
})

test('a line stands before what was not read', () => {
  const messages = [message(1, day(1, 9)), message(2, day(1, 10)), message(3, day(2, 9))]

  const items = timelineOf(messages, [], { firstUnreadId: uuid(503) })

  assert.deepEqual(kinds(items), ['day', 'message', 'message', 'day', 'unread', 'message'])
})

test('what happened after the newest message we have waits for its page', () => {
  const items = timelineOf([message(1, day(1, 9))], [line(1, day(1, 10))], { hasNewer: true })

  assert.deepEqual(kinds(items), ['day', 'message'])
})

function message(number: number, at: string) {
  return messageExample({ id: uuid(500 + number), at })
}

function note(number: number, at: string) {
  return { ...message(number, at), isNote: true }
}

function line(sequence: number, at: string): HistoryLine {
  return { sequence, at, actor: { type: 'system', id: null }, what: { type: 'closed', by: 'member', closing: null } }
}

function day(date: number, hour: number, minute = 0): string {
  return new Date(2026, 0, date, hour, minute).toISOString()
}

function kinds(items: readonly { kind: string }[]): string[] {
  return items.map(({ kind }) => kind)
}

test('what was sent as one album stands as one', () => {
  const pictures = [1, 2, 3].map((n) => picture(n, 'one'))

  const items = timelineOf([...pictures, picture(4, 'two'), message(5, day(1, 9))], [], {})

  assert.deepEqual(kinds(items), ['day', 'album', 'message', 'message'])
  const album = items[1]
  assert.ok(album?.kind === 'album')
  assert.deepEqual(
    album.messages.map(({ id }) => id),
    [1, 2, 3].map((n) => uuid(500 + n)),
  )
  assert.deepEqual([album.isFirst, album.isLast], [true, false])
})

test('a picture that was deleted stands for itself, and so does one of another author', () => {
  const deleted = { ...picture(2, 'one'), deletedAt: day(1, 10) }
  const ours = { ...picture(3, 'one'), author: { type: 'member' as const, id: null, name: '' } }

  assert.deepEqual(kinds(timelineOf([picture(1, 'one'), deleted, ours], [], {})), [
    'day',
    'message',
    'message',
    'message',
  ])
})

function picture(n: number, albumId: string) {
  const attachment = {
    id: uuid(600 + n),
    name: '',
    type: 'image/png',
    size: 1,
    state: 'stored',
    isVoice: false,
  } as const
  return { ...message(n, day(1, 9)), content: { albumId }, attachments: [attachment] }
}
