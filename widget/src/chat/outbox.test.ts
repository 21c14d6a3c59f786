import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { VisitorMessage } from '@fairlead/sdk'
import {
  confirmArrived,
  inOrder,
  nextToSend,
  type Outbox,
  type OutboxAction,
  parseEntry,
  reduceOutbox,
} from './outbox.ts'

const at = '2026-01-01T00:00:00.000Z'
const failure = { code: 'too_long', detail: 'Too long.' }

test('sends what was written first, first', () => {
  const outbox = after(write('one'), write('two'))
  assert.equal(nextToSend(outbox)?.clientId, 'one')
  assert.equal(nextToSend(reduceOutbox(outbox, { type: 'confirm', clientId: 'one' }))?.clientId, 'two')
})

test('a refused message is kept with the reason and lets the next one pass', () => {
  const outbox = after(write('one'), write('two'), { type: 'fail', clientId: 'one', failure })
  assert.deepEqual(outbox[0]?.failure, failure)
  assert.equal(nextToSend(outbox)?.clientId, 'two')
})

test('a message tried again goes after those written since', () => {
  const outbox = after(write('one'), { type: 'fail', clientId: 'one', failure }, write('two'), {
    type: 'retry',
    clientId: 'one',
    at,
  })
  assert.deepEqual(
    outbox.map(({ clientId, failure }) => [clientId, failure]),
    [
      ['two', null],
      ['one', null],
    ],
  )
  assert.deepEqual(inOrder(outbox), outbox)
})

test('a discarded message is gone', () => {
  assert.deepEqual(after(write('one'), { type: 'discard', clientId: 'one' }), [])
})

test('retrying or failing what is not there changes nothing', () => {
  const outbox = after(write('one'))
  assert.deepEqual(reduceOutbox(outbox, { type: 'retry', clientId: 'gone', at }), outbox)
  assert.deepEqual(reduceOutbox(outbox, { type: 'fail', clientId: 'gone', failure }), outbox)
})

test('a message that arrived by the stream is confirmed without the answer to its request', () => {
  const outbox = after(write('one'), write('two'))
  const arrived: VisitorMessage = {
    id: 'm1',
    author: { type: 'contact', name: 'Mara Meer' },
    kind: 'text',
    text: 'one',
    attachments: [],
    replyTo: null,
    clientId: 'one',
    at,
    isRead: false,
  }
  assert.deepEqual(
    confirmArrived(outbox, [arrived]).map(({ clientId }) => clientId),
    ['two'],
  )
  assert.equal(confirmArrived(outbox, [{ ...arrived, clientId: null }]), outbox)
})

test('two tabs put the same entries in the same order', () => {
  const [one, two] = [after(write('one')), after(write('two'))]
  assert.deepEqual(inOrder([...one, ...two]), inOrder([...two, ...one]))
})

test('an entry survives being kept, and what is not an entry is passed over', () => {
  const [entry] = after(write('one'))
  assert.deepEqual(parseEntry(JSON.stringify(entry)), entry)
  for (const text of ['', 'null', '3', '{}', '{"clientId":"x"}']) assert.equal(parseEntry(text), null, text)
})

function after(...actions: OutboxAction[]): Outbox {
  return actions.reduce(reduceOutbox, [])
}

function write(clientId: string): OutboxAction {
  return { type: 'write', clientId, text: clientId, attachments: [], at }
}
