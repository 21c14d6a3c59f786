import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { InboundEvent } from '../../inbound.ts'
import { captured, parseBytes, parseOne, parseValue, payload } from './testing.ts'

test('ignores messages without an id or a sender, and other objects', () => {
  assert.deepEqual(parseValue({ object: 'page', entry: [] }), [{ kind: 'ignored', what: 'object: page' }])
  assert.deepEqual(parseOne({ id: 'wamid.X', type: 'text', text: { body: 'hi' } }), [
    { kind: 'ignored', what: 'message without a sender' },
  ])
  assert.deepEqual(parseOne({ from: '447700900001', type: 'text', text: { body: 'hi' } }), [
    { kind: 'ignored', what: 'message without an id' },
  ])
})

test('takes the channel’s own number when the payload names none, and 0 for a nonsense time', () => {
  const [event] = parseOne({ from: 447700900001, id: 'wamid.X', timestamp: 'soon', type: 'text', text: {} })
  assert.deepEqual(
    event?.kind === 'message' && [event.accountId, event.at, event.message.kind, event.contact.addresses],
    ['100000000000001', 0, 'unsupported', ['447700900001']],
  )
})

test('drops what a database refuses', () => {
  const [event] = parseOne({
    from: '447700900001',
    id: 'wamid.X',
    type: 'interactive',
    interactive: { type: 'nfm_reply', nfm_reply: { body: 'a\u0000b', response_json: '{"k\\u0000":["\\ud800","x"]}' } },
  })
  assert.deepEqual(event?.kind === 'message' && event.message.content.choice, {
    id: 'flow',
    title: 'ab',
    data: { k: ['\ufffd', 'x'] },
  })
})

test('refuses what is not JSON, which the provider never sends', () => {
  assert.throws(() => parseBytes(new TextEncoder().encode('{"object":')), SyntaxError)
})

test('never throws, whatever is missing, of another type or named like an inherited property', () => {
  const oddities: readonly unknown[] = [
    null,
    0,
    '',
    'constructor',
    '__proto__',
    [],
    {},
    [null],
    [[]],
    true,
    -1e308,
    'NaN',
  ]
  let count = 0

  for (const name of captured) {
    for (const path of pathsOf(payload(name))) {
      for (const oddity of oddities) {
        const twisted = payload(name)
        put(twisted, path, oddity)
        for (const event of parseValue(twisted)) assertSound(event)
        count += 1
      }
    }
  }
  assert.ok(count > 5_000)
})

test('survives bottomless nesting', () => {
  const depth = 100_000
  const json = `${'['.repeat(depth)}${']'.repeat(depth)}`
  const [event] = parseOne({
    from: '447700900001',
    id: 'wamid.X',
    type: 'interactive',
    interactive: { type: 'nfm_reply', nfm_reply: { response_json: json } },
  })
  assert.equal(event?.kind, 'message')
})

function pathsOf(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path]
  return [path, ...Object.entries(value).flatMap(([key, item]) => pathsOf(item, [...path, key]))].filter(
    ({ length }) => length > 0,
  )
}

function put(value: unknown, [key = '', ...rest]: readonly string[], oddity: unknown): void {
  assert.ok(typeof value === 'object' && value !== null)
  if (rest.length === 0) {
    Reflect.set(value, key, oddity)
  } else {
    put(Reflect.get(value, key), rest, oddity)
  }
}

function assertSound(event: InboundEvent): void {
  if (event.kind === 'ignored') {
    assert.equal(typeof event.what, 'string')
    return
  }
  assert.ok(Number.isSafeInteger(event.at) && event.at >= 0)
  assert.ok(event.accountId !== '')
  if (event.kind === 'message' || event.kind === 'reaction') assert.ok(event.contact.addresses.length > 0)
}
