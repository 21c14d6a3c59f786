import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { type Frame, keyOf } from './frame.ts'
import { wantedOf } from './reader.ts'
import { pieceOf, Recent } from './recent.ts'
import { type Outlet, Stream } from './stream.ts'
import { Subscription } from './subscription.ts'

test('an idle stream says that it lives, and one that was passed over says how far it is', () => {
  const { stream, outlet } = open(7)

  stream.beat()
  stream.cursor = 12
  stream.beat()
  stream.beat()

  assert.deepEqual(outlet.written, [': beat\n\n', 'id: 12\nevent: cursor\ndata: {"cursor":12}\n\n', ': beat\n\n'])
})

test('a reader within the process is told how far it is when nothing concerned it', async () => {
  const subscription = new Subscription(7, null, { onRoom: () => undefined, onDrop: () => undefined })
  const batches = subscription.read()
  const next = batches.next()
  await setImmediate()

  subscription.cursor = 12
  subscription.beat()
  assert.deepEqual((await next).value, { events: [], cursor: 12 })
  const last = batches.next()
  subscription.beat()
  subscription.end()

  assert.equal((await last).done, true)
})

test('a stream is full when too much waits, and is let go when nothing of it is taken', () => {
  const { stream, outlet, dropped } = open(0)
  stream.take(pieceOf([frame(1, 'x'.repeat(300_000))]))
  outlet.waitingBytes = 300_000
  assert.equal(stream.isFull, true)

  stream.beat()
  outlet.waitingBytes = 290_000
  stream.beat()
  assert.deepEqual(dropped, [])
  stream.beat()

  assert.deepEqual(dropped, [stream])
  assert.equal(outlet.state, 'destroyed')
})

test('a server that ends tells when to come again', () => {
  const { stream, outlet } = open(0)

  stream.end(1234)
  stream.end(5678)

  assert.deepEqual(outlet.written, ['retry: 1234\n\n'])
  assert.equal(outlet.state, 'ended')
})

test('readers at one place share a chunk, and those behind it soon do', () => {
  const recent = new Recent(0)
  for (let sequence = 1; sequence <= 1000; sequence += 1) recent.push(frame(sequence))

  const [a, b] = [recent.after(10), recent.after(40)]

  assert.deepEqual([a.frames[0]?.sequence, b.frames[0]?.sequence], [11, 41])
  assert.equal(a.upTo, b.upTo)
  assert.equal(recent.after(a.upTo).joined(), recent.after(b.upTo).joined())
})

test('keeps a bounded number of frames, the newest', () => {
  const recent = new Recent(0)
  for (let sequence = 1; sequence <= 20_000; sequence += 1) recent.push(frame(sequence))
  recent.trim()

  assert.deepEqual([recent.end, recent.reaches(20_000 - 4096), recent.reaches(20_000 - 4097)], [20_000, true, false])
})

test('takes what comes right before it, when there is no gap', () => {
  const recent = new Recent(100)
  recent.push(frame(101))

  recent.prepend(run(96, 97, 98))
  assert.equal(recent.reaches(98), false)
  recent.prepend(run(98, 99, 100, 101))

  assert.deepEqual([recent.reaches(97), recent.reaches(98)], [false, true])
  assert.deepEqual(
    recent.after(98).frames.map(({ sequence }) => sequence),
    [99, 100, 101],
  )
})

test('keeps a bounded number of bytes', () => {
  const recent = new Recent(0)
  for (let sequence = 1; sequence <= 100; sequence += 1) recent.push(frame(sequence, 'x'.repeat(1024 * 1024)))

  assert.equal(recent.reaches(100 - 11), false)
  assert.equal(recent.reaches(100 - 5), true)
})

test('an interest that learns hears at once of what it learnt', () => {
  const keys = new Set([keyOf.contact('c')])
  const frames = [
    frame(1, '', [keyOf.subject('1')]),
    frame(2, '', [keyOf.subject('2'), keyOf.contact('c')]),
    frame(3, '', [keyOf.subject('2')]),
    frame(4, '', [keyOf.subject('1')]),
  ]

  const wanted = wantedOf(frames, { keys, learn: () => keys.add(keyOf.subject('2')) })

  assert.deepEqual(
    wanted.map(({ sequence }) => sequence),
    [2, 3],
  )
})

function open(cursor: number) {
  const dropped: Stream[] = []
  const outlet = new MemoryOutlet()
  const stream = new Stream({
    outlet,
    cursor,
    interest: null,
    memberId: null,
    pass: null,
    onDrop: (each) => dropped.push(each),
    onEnd: () => undefined,
  })
  return { stream, outlet, dropped }
}

function run(after: number, ...sequences: readonly number[]): Recent {
  const recent = new Recent(after)
  for (const sequence of sequences) recent.push(frame(sequence))
  return recent
}

class MemoryOutlet implements Outlet {
  waitingBytes = 0
  state = 'open'
  readonly written: string[] = []

  write(bytes: Buffer): void {
    this.written.push(bytes.toString())
  }

  end(): void {
    this.state = 'ended'
  }

  destroy(): void {
    this.state = 'destroyed'
  }
}

function frame(sequence: number, text = '', keys: readonly string[] = []): Frame {
  return { sequence, bytes: Buffer.from(`id: ${sequence}\ndata: ${text}\n\n`), keys, at: Date.now(), leaverId: null }
}
