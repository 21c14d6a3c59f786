/** “Everything up to here was delivered, or read” may come in any order with what it is said of. */
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { InboundWatermark } from '../channels/inbound.ts'
import { openApp, type TestApp } from '../testing/app.ts'
import { accountId, inboundMessage, mara } from '../testing/inbound.ts'
import { bring, type Scene, setScene } from '../testing/scene.ts'
import { beginAnswer } from './testing.ts'

let app: TestApp
let scene: Scene
let talk: Awaited<ReturnType<typeof beginAnswer>>

before(async () => {
  app = await openApp()
})
beforeEach(async () => {
  scene = await setScene(app.database)
  talk = await beginAnswer(scene)
})
after(async () => {
  await app[Symbol.asyncDispose]()
})

const sent = (providerId: string) => ({ kind: 'sent', providerId }) as const

function mark(status: InboundWatermark['status'], until: InboundWatermark['until']): InboundWatermark {
  return { kind: 'watermark', accountId, at: Date.now(), contact: mara, status, until }
}

test('marks what was sent before, and nothing that was sent after', async () => {
  await talk.answer(await talk.send('One'), sent('p1'))
  const between = Date.now() + 1
  while (Date.now() <= between) await new Promise((resolve) => setTimeout(resolve, 2))
  await talk.answer(await talk.send('Two'), sent('p2'))

  await bring(scene, mark('read', { at: between }))

  assert.deepEqual(await talk.written(), ['One read p1', 'Two sent p2'])
})

test('marks up to and with the message that it names', async () => {
  for (const [text, id] of [
    ['One', 'p1'],
    ['Two', 'p2'],
    ['Three', 'p3'],
  ] as const) {
    await talk.answer(await talk.send(text), sent(id))
    await new Promise((resolve) => setTimeout(resolve, 3))
  }

  await bring(scene, mark('delivered', { providerId: 'p2' }))

  assert.deepEqual(await talk.written(), ['One delivered p1', 'Two delivered p2', 'Three sent p3'])
})

test('never goes back: what is read stays read, however late it is said to be delivered', async () => {
  await talk.answer(await talk.send('One'), sent('p1'))
  const at = Date.now()

  await bring(scene, mark('read', { at }), mark('delivered', { at }), mark('read', { at: at - 60_000 }))

  assert.deepEqual(await talk.written(), ['One read p1'])
})

test('before our own send returned: it holds as soon as that does', async () => {
  const id = await talk.send('One')

  await bring(scene, mark('delivered', { at: Date.now() }), mark('read', { at: Date.now() }))
  assert.deepEqual(await talk.written(), ['One sending null'])
  await talk.answer(id, sent('p1'))

  assert.deepEqual(await talk.written(), ['One read p1'])
})

test('of a message whose id nobody knows yet: it waits for it', async () => {
  const id = await talk.send('One')

  await bring(scene, mark('read', { providerId: 'p1' }))
  await talk.answer(id, sent('p1'))

  assert.deepEqual(await talk.written(), ['One read p1'])
})

test('holds for what an echo has settled', async () => {
  const id = await talk.send('One')

  await bring(scene, mark('read', { at: Date.now() }))
  await bring(scene, inboundMessage({ providerId: 'p1', text: 'One', author: 'member', messageId: id }))

  assert.deepEqual(await talk.written(), ['One read p1'])
})

test('at the moment of the answer, whoever commits first', async () => {
  for (let round = 0; round < 10; round += 1) {
    const id = await talk.send(`${round}`)
    const at = Date.now()
    await Promise.all([talk.answer(id, sent(`p${round}`)), bring(scene, mark('read', { at }))])
  }

  const written = await talk.written()
  assert.deepEqual(
    written,
    Array.from({ length: 10 }, (_, round) => `${round} read p${round}`),
  )
})

test('says nothing of failed messages, notes, or another contact’s', async () => {
  const failed = { kind: 'failure', code: 'policy', detail: 'no', retry: 'never', retryAfterMs: null } as const
  await talk.answer(await talk.send('One'), { ...failed, isChannelBroken: false })
  const stranger = { addresses: ['447700900009'], matchKeys: [], name: 'Otto Other', phone: null }
  await talk.answer(await talk.send('Two'), sent('p2'))

  await bring(scene, { ...mark('read', { at: Date.now() }), contact: stranger })

  assert.deepEqual(await talk.written(), ['One failed null', 'Two sent p2'])
})
