import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { getChannelHealth } from '@fairlead/sdk'
import { readLog } from '../setup/testing.ts'
import { clientOf, openApp, quiet, type TestApp } from '../testing/app.ts'
import { accountId } from '../testing/inbound.ts'
import { bring, type Scene, setScene } from '../testing/scene.ts'
import { ChannelHealth } from './health.ts'
import type { InboundAccountNews } from './inbound.ts'

let app: TestApp
let scene: Scene

before(async () => {
  app = await openApp()
})
beforeEach(async () => {
  scene = await setScene(app.database)
})
after(async () => {
  await app[Symbol.asyncDispose]()
})

test('an account that its provider has disabled is broken, with what the provider says', async () => {
  await bring(scene, news('broken', 'WhatsApp has disabled the account.'))

  assert.deepEqual(await changes(), [['broken', 'WhatsApp has disabled the account.']])
})

test('an account that is warned still works, and its manager reads why', async () => {
  const health = new ChannelHealth(app.database, quiet)
  await bring(scene, news('warned', 'WhatsApp rates the number lower: FLAGGED'))
  await health.stop()

  assert.deepEqual(await changes(), [])
  const manager = await clientOf(app, scene.owner)
  const { lastError } = await manager.call(getChannelHealth, { params: { id: scene.whatsapp.channelId } })
  assert.deepEqual([lastError?.code, lastError?.detail], ['policy', 'WhatsApp rates the number lower: FLAGGED'])
})

function news(of: 'broken' | 'warned', detail: string): InboundAccountNews {
  return { kind: 'account', accountId, at: Date.now(), news: of, detail }
}

/** What the log says of the WhatsApp channel since it was connected. */
async function changes() {
  const log = await readLog(app.database, scene.workspaceId)
  return log.flatMap((event) =>
    event.type === 'channel.changed' && event.subjectId === scene.whatsapp.channelId
      ? [[event.data.channel.status, event.data.channel.statusReason]]
      : [],
  )
}
