import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { postSkill, postWebhook } from '@fairlead/sdk'
import { LogReaders } from '../events/log-readers.ts'
import { clientOf, openApp, quiet } from '../testing/app.ts'
import { setScene } from '../testing/scene.ts'
import { webhookReader } from './collect.ts'
import { answer, startReceiver } from './testing.ts'

test('two processes tell each once, and one receiver that hangs keeps no other waiting', async () => {
  await using one = await openApp({ roles: ['web', 'worker'] })
  await using other = await openApp({ databaseUrl: one.databaseUrl, roles: ['worker'] })
  const scene = await setScene(one.database)
  const client = await clientOf(one, scene.owner)
  await new LogReaders(one.database, [webhookReader], quiet).settled()
  await using receiver = await startReceiver()
  await using hanging = await startReceiver(() => undefined)
  await using failing = await startReceiver(answer(500))
  await using second = await startReceiver()
  for (const { url } of [hanging, receiver, failing, second]) {
    await client.call(postWebhook, { body: { name: 'CRM', url, eventTypes: ['skill.created'] } })
  }
  await one.start()
  await other.start()
  for (let count = 0; count < 40; count += 1) {
    await client.call(postSkill, { body: { name: `Skill ${count}`, language: null } })
  }
  for (let left = 200; left > 0 && Math.min(receiver.received.length, second.received.length) < 40; left -= 1) {
    await sleep(50)
  }
  await sleep(500)
  for (const { received } of [receiver, second]) {
    assert.equal(received.length, 40)
    assert.equal(new Set(received.map(({ body }) => body.sequence)).size, 40)
  }
  assert.equal(hanging.received.length, 2)
  const from = performance.now()
  await one.jobs.stop()
  assert.ok(performance.now() - from < 8_000, 'whoever hangs does not keep the server from stopping')
})
