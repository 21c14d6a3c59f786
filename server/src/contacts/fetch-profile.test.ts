import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { getContact, patchContact } from '@fairlead/sdk'
import { sql } from 'kysely'
import { connectChannel } from '../channels/connect.ts'
import { receive } from '../conversations/receive.ts'
import { clientOf, openApp, type TestApp } from '../testing/app.ts'
import { inboundMessage } from '../testing/inbound.ts'
import { providerUrls } from '../testing/providers.ts'
import { apiKeyOf, onlyConversation, type Scene, secrets, setScene } from '../testing/scene.ts'
import { type StandIn, startStandIn } from '../testing/stand-in.ts'

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const address = 'Ub0000000000000000000000000000001'

let app: TestApp
let line: StandIn
let scene: Scene
let place: Readonly<{ workspaceId: string; channelId: string }>
let answers: Readonly<{ status: number; picture: Buffer }>

before(async () => {
  line = await startStandIn(({ path }) => {
    if (path.startsWith('/picture')) return { body: answers.picture }
    const pictureUrl = `${line.url}/picture`
    return {
      status: answers.status,
      body: { userId: address, displayName: 'Haruka Example', pictureUrl, language: 'ja' },
    }
  })
  app = await openApp({ providers: providerUrls({ line: line.url }) })
})
beforeEach(async () => {
  answers = { status: 200, picture: png }
  scene = await setScene(app.database)
  const { workspaceId } = scene
  const context = { workspaceId, actor: { type: 'system', id: null }, secrets, publicUrl: '' } as const
  const channel = await app.database.transact((tx) =>
    connectChannel(tx, context, {
      ...{ type: 'line', name: 'LINE', teamId: null, settings: { botUserId: 'Ubot', displayName: '' } },
      secrets: { channelSecret: '0123456789abcdef0123456789abcdef', accessToken: 'token-token-token-token-token' },
    }),
  )
  place = { workspaceId, channelId: channel.id }
  line.requests.length = 0
})
after(async () => {
  await app[Symbol.asyncDispose]()
  await line[Symbol.asyncDispose]()
})

test('whoever writes first gets the name, language and picture that their provider knows', async () => {
  await write()
  assert.equal((await contact()).name, address)

  await app.jobs.runDue()

  const { name, locale, avatarId } = await contact()
  assert.deepEqual([name, locale], ['Haruka Example', 'ja'])
  assert.ok(avatarId)
  assert.equal((await onlyConversation(scene)).contact.name, 'Haruka Example')
  const picture = await avatar()
  assert.deepEqual([picture.status, picture.headers.get('content-type')], [200, 'image/png'])
  assert.deepEqual(Buffer.from(await picture.arrayBuffer()), png)
})

test('is asked for once a week, however much they write', async () => {
  for (let count = 0; count < 3; count += 1) await write()
  await app.jobs.runDue()
  await write()
  await app.jobs.runDue()
  assert.equal(asked(), 1)

  await sql`UPDATE identity SET profile_at = now() - interval '8 days' WHERE channel_id = ${place.channelId}`.execute(
    app.database.db,
  )
  await write()
  await app.jobs.runDue()
  assert.equal(asked(), 2)
})

test('a name that a person gave, or that came with a message, stays', async () => {
  await write()
  const client = await clientOf(app, scene.owner)
  await client.call(patchContact, { params: { id: (await contact()).id }, body: { name: 'Our best customer' } })
  await app.jobs.runDue()

  assert.equal((await contact()).name, 'Our best customer')
})

test('whoever has no profile keeps what there is, and their message was there before', async () => {
  answers = { status: 404, picture: png }
  await write()
  await app.jobs.runDue()

  const { name, avatarId } = await contact()
  assert.deepEqual([name, avatarId], [address, null])
  assert.equal((await avatar()).status, 404)
})

test('what calls itself a picture and is none is not kept', async () => {
  answers = { status: 200, picture: Buffer.from('<svg onload="alert(1)"></svg>') }
  await write()
  await app.jobs.runDue()

  const { name, avatarId } = await contact()
  assert.deepEqual([name, avatarId], ['Haruka Example', null])
})

test('a new picture takes the place of the old one, whose file goes', async () => {
  await write()
  await app.jobs.runDue()
  const { avatarId: before } = await contact()
  await sql`UPDATE identity SET profile_at = NULL WHERE channel_id = ${place.channelId}`.execute(app.database.db)
  await write()
  await app.jobs.runDue()
  await app.jobs.runDue()

  const { avatarId } = await contact()
  assert.notEqual(avatarId, before)
  const { rows } = await sql`SELECT FROM graphile_worker.jobs WHERE task_identifier = 'attachment.remove'`.execute(
    app.database.db,
  )
  assert.equal(rows.length, 0)
})

test('is nobody else’s to see', async () => {
  await write()
  await app.jobs.runDue()
  const { id } = await contact()

  assert.equal((await app.fetch(new Request(`http://localhost/api/v1/contacts/${id}/avatar`))).status, 401)
  const stranger = await setScene(app.database)
  assert.equal((await avatar(stranger)).status, 404)
})

async function write(): Promise<void> {
  const sender = { addresses: [address], matchKeys: [], name: null, phone: null }
  await app.database.transact((tx) => receive(tx, [{ ...place, events: [inboundMessage({ contact: sender })] }]))
}

async function contact() {
  const client = await clientOf(app, scene.owner)
  return client.call(getContact, { params: { id: (await onlyConversation(scene)).contact.id } })
}

async function avatar(asker: Scene = scene): Promise<Response> {
  const { contact } = await onlyConversation(scene)
  const headers = { authorization: `Bearer ${await apiKeyOf(asker, asker.owner)}` }
  return app.fetch(new Request(`http://localhost/api/v1/contacts/${contact.id}/avatar`, { headers }))
}

function asked(): number {
  return line.requests.filter(({ path }) => path.includes('/profile/')).length
}
