import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Account } from './account.ts'

const text = 'HTTP/1.1 200 OK\r\n\r\n: open\n\nid: 8\ndata: {"text":"id: 3"}\n\n: beat\n\nid: 9\ndata: {}\n\n'

test('hears every event, in whatever pieces it comes', () => {
  for (let size = 1; size < text.length; size += 1) {
    const account = new Account(7)
    const heard: number[] = []
    for (let at = 0; at < text.length; at += size) {
      account.hear(Buffer.from(text.slice(at, at + size)), (sequence) => heard.push(sequence))
    }
    assert.deepEqual(heard, [8, 9])
    assert.deepEqual([account.lost, account.doubled], [0, 0])
  }
})

test('counts what was passed over and what came again', () => {
  const account = new Account(0)
  account.hear(Buffer.from('id: 1\n\nid: 4\n\nid: 4\n\nid: 2\n\n'), () => undefined)
  assert.deepEqual([account.last, account.received, account.lost, account.doubled], [4, 2, 2, 2])
})
