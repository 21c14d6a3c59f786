import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { getContact } from '@fairlead/sdk'
import type { InboundStanding } from '../channels/inbound.ts'
import { reply } from '../conversations/reply.ts'
import { readLog } from '../setup/testing.ts'
import { clientOf, openApp, type TestApp } from '../testing/app.ts'
import { accountId, inboundMessage, mara } from '../testing/inbound.ts'
import { bring, onlyConversation, type Scene, setScene } from '../testing/scene.ts'
import { markStanding } from './standing.ts'

let app: TestApp
let scene: Scene

before(async () => {
  app = await openApp()
})
beforeEach(async () => {
  scene = await setScene(app.database)
  await bring(scene, inboundMessage())
})
after(async () => {
  await app[Symbol.asyncDispose]()
})

function standing(said: InboundStanding['standing'], at = Date.now()): InboundStanding {
  return { kind: 'standing', accountId, at, contact: mara, standing: said }
}

test('whoever said STOP is not written to until they say START, and everybody sees why', async () => {
  await bring(scene, standing('opted_out'))
  assert.equal(await shown(), 'opted_out')
  await assert.rejects(write(), { code: 'contact_opted_out' })

  await bring(scene, standing('opted_in'))
  assert.equal(await shown(), 'ok')
  await write()
})

test('whoever blocked us is not written to until they let us, or write themselves', async () => {
  await bring(scene, standing('blocked'))
  await assert.rejects(write(), { code: 'contact_blocked' })
  await bring(scene, standing('unblocked'))
  await write()

  await bring(scene, standing('blocked'))
  await bring(scene, inboundMessage({ at: Date.now() + 1000 }))
  assert.equal(await shown(), 'ok')
})

test('a message from before they blocked us, which comes late, changes nothing', async () => {
  await bring(scene, standing('blocked'))
  await bring(scene, inboundMessage({ at: Date.now() - 60_000 }))

  assert.equal(await shown(), 'blocked')
})

test('what was overtaken changes nothing, and what is said twice is told once', async () => {
  await bring(scene, standing('opted_out'), standing('opted_out'))
  await bring(scene, standing('opted_in', Date.now() - 60_000))

  assert.equal(await shown(), 'opted_out')
  const changes = (await readLog(app.database, scene.workspaceId)).filter(({ type }) => type === 'contact.changed')
  assert.equal(changes.length, 1)
})

test('somebody who never wrote becomes no contact by it', async () => {
  const stranger = { addresses: ['447700900009'], matchKeys: [], name: null, phone: null }

  await bring(scene, { ...standing('blocked'), contact: stranger })

  const { rows } = await app.database.pool.query('SELECT FROM contact WHERE workspace_id = $1', [scene.workspaceId])
  assert.equal(rows.length, 1)
})

test('what the provider answers to a message of ours tells it as well', async () => {
  const [address] = mara.addresses
  await app.database.transact((tx) =>
    markStanding(tx, scene.whatsapp, { addresses: [address!], standing: 'blocked', at: new Date() }),
  )

  await assert.rejects(write(), { code: 'contact_blocked' })
})

async function shown(): Promise<string | undefined> {
  const client = await clientOf(app, scene.agents[0]!)
  const { contact } = await onlyConversation(scene)
  return (await client.call(getContact, { params: { id: contact.id } })).identities[0]?.standing
}

async function write(): Promise<void> {
  const { workspaceId } = scene
  const { id } = await onlyConversation(scene)
  await app.database.transact((tx) =>
    reply(tx, { workspaceId, id, author: scene.agents[0]!, text: 'Hello', attachmentIds: [] }),
  )
}
