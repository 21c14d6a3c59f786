import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createSseParser, type SseMessage } from './sse.ts'

const stream =
  ': hello\r\n\r\nid: 7\r\nevent: message\r\ndata: {"a":\r\ndata: 1}\r\n\r\n: still here\n\ndata:x\n\nid: 9\rdata: last\r\r\n'
const messages = [
  { id: '7', event: 'message', data: '{"a":\n1}' },
  { id: '7', event: 'message', data: 'x' },
  { id: '9', event: 'message', data: 'last' },
]

test('reads events with every kind of line end, and passes over comments', () => {
  assert.deepEqual(parse([stream]), messages)
})

test('does not care where the stream is cut', () => {
  assert.deepEqual(parse([...stream]), messages)
  for (let cut = 0; cut < stream.length; cut++) {
    assert.deepEqual(parse([stream.slice(0, cut), stream.slice(cut)]), messages, `cut at ${cut}`)
  }
})

test('keeps back an event that is not finished', () => {
  assert.deepEqual(parse(['id: 1\ndata: half\n']), [])
})

test('passes over an event without data', () => {
  assert.deepEqual(parse(['id: 1\nevent: unread\n\n']), [])
})

test('takes one space only from the start of a value', () => {
  assert.deepEqual(parse(['data:  two\ndata\n\n']), [{ id: '', event: 'message', data: ' two\n' }])
})

function parse(chunks: readonly string[]): SseMessage[] {
  const found: SseMessage[] = []
  const read = createSseParser((message) => found.push(message))
  for (const chunk of chunks) read(chunk)
  return found
}
