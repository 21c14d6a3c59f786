import assert from 'node:assert/strict'
import { afterEach, beforeEach, mock, test } from 'node:test'
import { type Draft, emptyDraft } from './draft.ts'
import { type Answer, DraftSync, type Kept, textOf } from './draft-sync.ts'

beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }))
afterEach(() => mock.timers.reset())

test('what was typed is kept once somebody pauses, and all of it', async () => {
  const device = begin()
  for (const text of ['D', 'De', 'Dear']) device.type(text)
  await later(20)
  device.type('Dear customer')
  await later(20)

  assert.deepEqual(device.saved, [
    ['Dear', 0],
    ['Dear customer', 1],
  ])
})

test('what was kept elsewhere is here too, where nothing was begun', () => {
  const device = begin()
  device.sync.hear(kept('From the phone', 3))
  assert.equal(device.draft.reply.text, 'From the phone')
  assert.equal(device.sync.isDirty, false)
})

test('what is known already, or older, changes nothing', async () => {
  const device = begin()
  device.sync.hear(kept('new', 3))
  device.sync.hear(kept('old', 2))
  device.sync.hear(kept('new', 3))
  assert.equal(device.draft.reply.text, 'new')
})

test('what was changed on both is offered, and nothing of either is lost', async () => {
  const device = begin()
  device.type('typed here')
  device.sync.hear(kept('typed there', 1))
  await later(20)

  assert.equal(device.draft.reply.text, 'typed here')
  assert.equal(device.sync.other?.reply.text, 'typed there')
  assert.deepEqual(device.saved, [])

  device.sync.takeOther()
  assert.equal(device.draft.reply.text, 'typed there')
  assert.equal(device.sync.other, null)
})

test('who keeps theirs has it kept over the other', async () => {
  const device = begin()
  device.type('typed here')
  device.sync.hear(kept('typed there', 4))
  device.sync.keepMine()
  await later(20)

  assert.deepEqual(device.saved, [['typed here', 4]])
  assert.equal(device.sync.other, null)
})

test('what is under somebody’s hands does not change by itself, even unchanged', () => {
  const device = begin({ isInUse: true })
  device.sync.hear(kept('first', 1))
  device.sync.hear(kept('second', 2))
  assert.equal(device.draft.reply.text, 'first')
  assert.equal(device.sync.other?.reply.text, 'second')
})

test('what was sent on another device is gone here, unless it was changed since', async () => {
  const device = begin()
  device.sync.hear(kept('Hello', 1))
  device.sync.hear(kept('', 2))
  assert.equal(device.draft.reply.text, '')

  device.type('Another')
  device.sync.hear(kept('', 3))
  await later(20)
  assert.equal(device.draft.reply.text, 'Another')
  assert.deepEqual(device.saved.at(-1), ['Another', 3])
})

test('what was sent on another device is not brought back by a field that still has it', async () => {
  const device = begin({ isInUse: true })
  device.sync.hear(kept('Hello', 1))
  device.sync.hear(kept('', 2))
  await later(20)
  assert.equal(device.draft.reply.text, '')
  assert.deepEqual(device.saved, [])
})

test('our own saving that is heard before it is answered is no other device', async () => {
  const device = begin({ saveMs: 15 })
  device.type('one')
  await later(12)
  device.type('one two')
  device.sync.hear(kept('one', 1))
  await later(60)

  assert.equal(device.sync.other, null)
  assert.equal(device.draft.reply.text, 'one two')
  assert.deepEqual(device.saved.at(-1), ['one two', 1])
})

test('a server out of reach is asked again', async () => {
  let isAway = true
  const device = begin({ answer: () => (isAway ? null : undefined) })
  device.type('Hello')
  await later(20)
  isAway = false
  await later(30)
  assert.equal(device.sync.isDirty, false)
})

test('what the server refuses because another was quicker is offered', async () => {
  const device = begin({ answer: () => ({ kind: 'changed', other: kept('quicker', 7) }) })
  device.type('slower')
  await later(20)
  assert.equal(device.sync.other?.reply.text, 'quicker')
  assert.equal(device.draft.reply.text, 'slower')
})

test('what a page that goes has not kept yet is known', () => {
  const device = begin()
  device.type('half a sen')
  assert.equal(device.sync.unsaved()?.reply.text, 'half a sen')
  device.sync.stop()
})

type Wishes = Readonly<{ isInUse?: boolean; saveMs?: number; answer?: () => Answer | undefined }>

function begin({ isInUse = false, saveMs = 0, answer = () => undefined }: Wishes = {}) {
  let draft: Draft = emptyDraft
  const saved: [string, number][] = []
  const sync = new DraftSync({
    read: () => draft,
    write: (content) => {
      draft = { ...draft, ...content }
    },
    agreed: { version: 0, content: textOf(emptyDraft) },
    keepAgreed: () => undefined,
    async save({ reply, version }) {
      await new Promise((resolve) => setTimeout(resolve, saveMs))
      const given = answer()
      if (given !== undefined) return given
      saved.push([reply.text, version])
      return { kind: 'kept', version: version + 1 }
    },
    isInUse: () => isInUse,
    onChange: () => undefined,
    ...{ pauseMs: 5, againMs: 10 },
  })
  const type = (text: string) => {
    draft = { ...draft, reply: { text, attachments: [] } }
    sync.changed()
  }
  return {
    sync,
    saved,
    type,
    get draft() {
      return draft
    },
  }
}

function kept(text: string, version: number): Kept {
  const bare = { text: '', attachments: [] }
  const rest = { note: bare, replyTo: null, choices: [], cc: null, bcc: [], mentions: [] }
  return { reply: { text, attachments: [] }, ...rest, version }
}

async function later(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 1) {
    mock.timers.tick(1)
    await new Promise(setImmediate)
  }
}
