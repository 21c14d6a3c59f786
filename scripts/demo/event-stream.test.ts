import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readEventStream } from './event-stream.ts'

test('events are read however they are cut into chunks, and comments passed over', async () => {
  const text =
    ': open\n\nid: 7\nevent: message\ndata: {"text":"a: b"}\n\n: beat\n\nid: 8\ndata: {}\n\nid: 9\ndata: {"un'

  for (const size of [1, 5, 1000]) {
    const entries = await Array.fromAsync(readEventStream(inChunks(text, size)))
    assert.deepEqual(entries, [
      { id: '7', data: '{"text":"a: b"}' },
      { id: '8', data: '{}' },
    ])
  }
})

function inChunks(text: string, size: number): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(text)
  const starts = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) => index * size)
  return ReadableStream.from(starts.map((start) => bytes.subarray(start, start + size)))
}
