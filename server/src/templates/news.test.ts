import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { connectChannel } from '../channels/connect.ts'
import type { TemplateNews } from '../channels/inbound.ts'
import { Database } from '../db/database.ts'
import { createTestDatabase } from '../db/testing.ts'
import { hadTrouble } from '../metrics/notices.ts'
import { bring, type Scene, secrets, setScene } from '../testing/scene.ts'
import { readTemplates } from './list.ts'
import { countChanges, forgetSync, providerTemplate, syncIsDueIn, templateNews } from './testing.ts'

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
let scene: Scene

beforeEach(async () => {
  scene = await setScene(database)
  await store(scene.whatsapp.channelId)
  await forgetSync(database, scene.whatsapp.channelId)
})
after(async () => {
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

test('holds at once, before the provider is asked for all', async () => {
  await hear({ status: 'REJECTED', reason: 'Two variables stand beside each other.' })

  assert.deepEqual(await first(), ['REJECTED', 'Two variables stand beside each other.', 'UTILITY', null])
  assert.equal(await countChanges(scene), 1)
  const dueIn = await syncIsDueIn(database, scene.whatsapp.channelId)
  assert.ok(dueIn !== null && dueIn > 1000 && dueIn < 10_000)
})

test('changes only what is told of', async () => {
  await hear({ quality: 'YELLOW' })
  await hear({ category: 'MARKETING' })

  assert.deepEqual(await first(), ['APPROVED', null, 'MARKETING', 'YELLOW'])
})

test('older news come too late, and the same again tell nobody', async () => {
  const at = Date.now()
  await bring(scene, templateNews({ status: 'PAUSED', reason: null }, { at }))
  await bring(scene, templateNews({ status: 'PAUSED', reason: null }, { at }))
  await bring(scene, templateNews({ status: 'APPROVED', reason: null }, { at: at - 1000 }))

  assert.equal((await first())?.[0], 'PAUSED')
  assert.equal(await countChanges(scene), 1)
})

test('finds it by its id, or by its name with the language spelled either way', async () => {
  await hear({ status: 'PAUSED' }, { name: 'renamed', language: 'xx' })
  assert.equal((await first())?.[0], 'PAUSED')
  await hear({ status: 'APPROVED' }, { id: null, language: 'en-US' })
  assert.equal((await first())?.[0], 'APPROVED')
})

test('of one that is not known the provider is asked', async () => {
  await hear({ status: 'APPROVED' }, { id: '2', name: 'brand_new' })

  assert.equal(await countChanges(scene), 0)
  assert.ok((await syncIsDueIn(database, scene.whatsapp.channelId)) !== null)
})

test('one that is deleted is gone', async () => {
  await hear({ status: 'DELETED' })

  assert.equal(await first(), undefined)
  assert.equal(await countChanges(scene), 1)
})

test('reaches all numbers of the account, and none of another', async () => {
  const sister = await connect('100000000000002', '200000000000001')
  const stranger = await connect('100000000000003', '200000000000002')
  for (const id of [sister, stranger]) await store(id)

  await hear({ status: 'PAUSED' })

  assert.deepEqual([(await first(sister))?.[0], (await first(stranger))?.[0]], ['PAUSED', 'APPROVED'])
  await hear({ status: 'DISABLED' }, { owner: '200000000000002' })
  assert.deepEqual([(await first())?.[0], (await first(stranger))?.[0]], ['PAUSED', 'DISABLED'])
})

test('a manager is told when it was in use, and not otherwise', async () => {
  const told: string[] = []
  const unlisten = hadTrouble.listen(({ detail }) => void told.push(detail))
  await hear({ status: 'PAUSED', reason: null })
  await hear({ status: 'APPROVED', reason: null })
  await database.db.updateTable('template').set({ last_used_at: new Date() }).execute()
  await hear({ status: 'REJECTED', reason: 'SCAM' })
  unlisten()

  assert.deepEqual(told, ['The template order_update (en_US) is rejected at its provider (SCAM).'])
})

async function hear(change: TemplateNews['change'], given: Partial<TemplateNews> = {}): Promise<void> {
  await bring(scene, templateNews(change, given))
}

async function first(channelId: string = scene.whatsapp.channelId) {
  const { data } = await readTemplates(database.db, { workspaceId: scene.workspaceId, channelId })
  return data[0] && [data[0].status, data[0].reason, data[0].category, data[0].quality]
}

async function store(channelId: string): Promise<void> {
  const { id, parameterFormat, header, body, footer, buttons, ...told } = providerTemplate()
  const content = JSON.stringify({ parameterFormat, header, body, footer, buttons })
  await database.db
    .insertInto('template')
    .values({ workspace_id: scene.workspaceId, channel_id: channelId, provider_id: id, ...told, content })
    .execute()
}

async function connect(phoneNumberId: string, businessAccountId: string): Promise<string> {
  const { workspaceId, owner } = scene
  const context = { workspaceId, actor: { type: 'member', id: owner.memberId } as const, secrets, publicUrl: '' }
  const { id } = await database.transact((tx) =>
    connectChannel(tx, context, {
      type: 'whatsapp',
      name: 'Another phone',
      teamId: null,
      settings: { phoneNumberId, businessAccountId, displayPhoneNumber: '' },
      secrets: { accessToken: 'token', appSecret: 'app secret' },
    }),
  )
  return id
}
