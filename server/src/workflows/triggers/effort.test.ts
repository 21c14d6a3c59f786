import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openApp } from '../../testing/app.ts'
import { inboundMessage } from '../../testing/inbound.ts'
import { bring, setScene } from '../../testing/scene.ts'
import { publish, readersOf, runsOf } from './testing.ts'

const app = await openApp()
after(() => app[Symbol.asyncDispose]())

test('many patterns keep a message no longer than some, nor others from their turn', async () => {
  const scene = await setScene(app.database, { presence: 'offline' })
  const readers = readersOf(app.database)
  await readers.settled()
  const begins = (more: object, position: number) =>
    publish(scene, { position, start: { trigger: { type: 'message_received', ...more } } })
  const first = await begins({ pattern: 'order' }, 0)
  for (let index = 0; index < 80; index += 1) {
    await begins({ pattern: `(\\pL*\\pN*\\p{Lu}*){80}!${index}` }, index + 1)
  }
  const condition = (field: 'messageText') => ({
    combinator: 'and' as const,
    rules: [{ field, operator: 'matches' as const, value: 'order' }],
  })
  const late = await begins({ pattern: 'order' }, 90)
  const asked = await publish(scene, {
    position: 91,
    start: { trigger: { type: 'message_received' }, condition: condition('messageText') },
  })
  const last = await begins({ keywords: ['order'] }, 92)

  await bring(scene, inboundMessage({ text: `order ${'abc1Ä '.repeat(1500)}` }))
  let longest = 0
  let before = performance.now()
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - before)
    before = performance.now()
  }, 10)
  const from = performance.now()
  await readers.settled()
  clearInterval(timer)

  assert.ok(performance.now() - from < 8000, `${Math.round(performance.now() - from)} ms`)
  assert.ok(longest < 1500, `nobody else had a turn for ${Math.round(longest)} ms`)
  const begun = await Promise.all([first, late, asked, last].map(async (id) => (await runsOf(scene, id)).length))
  // What is looked for after all that is found no more; what needs no pattern is.
  assert.deepEqual(begun, [1, 0, 0, 1])
})
