import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { sql } from 'kysely'
import { mediaUrlOf } from '../attachments/media-url.ts'
import { reply, writeNote } from '../conversations/reply.ts'
import { newId } from '../db/id.ts'
import { openApp, type TestApp } from '../testing/app.ts'
import { inboundMessage } from '../testing/inbound.ts'
import { makeProviders } from '../testing/providers.ts'
import { bring, onlyConversation, type Scene, setScene } from '../testing/scene.ts'

const bytes = Buffer.from('%PDF-1.4 a price list')

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

test('a provider finds the file of what we send, by its address alone', async () => {
  const answer = await get(urlOf(await sendFile()))

  assert.deepEqual([answer.status, Buffer.from(await answer.arrayBuffer()).toString()], [200, bytes.toString()])
  const { headers } = answer
  assert.equal(headers.get('content-type'), 'application/pdf')
  assert.equal(headers.get('x-content-type-options'), 'nosniff')
  assert.match(String(headers.get('content-security-policy')), /sandbox/)
  assert.equal(headers.get('cache-control'), 'private, max-age=86400')
  assert.equal(headers.get('content-length'), String(bytes.length))
})

test('players may ask for a part, and for the head alone', async () => {
  const url = urlOf(await sendFile())

  const part = await get(url, { headers: { range: 'bytes=0-3' } })
  assert.deepEqual([part.status, await part.text()], [206, '%PDF'])
  const head = await get(url, { method: 'HEAD' })
  assert.deepEqual([head.status, await head.text()], [200, ''])
})

test('opens nothing that is not on its way out: no upload, no note, nothing taken back', async () => {
  const upload = await addUpload()
  assert.equal((await get(urlOf(upload))).status, 404)

  const { id } = await onlyConversation(scene)
  const author = scene.agents[0]!
  const note = { workspaceId: scene.workspaceId, id, author, text: 'For us', attachmentIds: [upload] }
  await app.database.transact((tx) => writeNote(tx, note))
  assert.equal((await get(urlOf(upload))).status, 404)

  const sent = await sendFile()
  await sql`UPDATE message SET deleted_at = now() WHERE id = (SELECT message_id FROM attachment WHERE id = ${sent})`.execute(
    app.database.db,
  )
  assert.equal((await get(urlOf(sent))).status, 404)
})

test('opens nothing by a token that we did not make, for this, in time', async () => {
  const id = await sendFile()
  const { secrets } = makeProviders(app.dataDir)
  const { workspaceId } = scene
  const claims = { workspaceId, attachmentId: id, until: Date.now() + 1000 }
  const tokens = [
    ...['', 'x', '.', `${'a'.repeat(5000)}.b`, '%00', '%E0%A4%A'],
    secrets.sign(claims),
    secrets.signMedia({ ...claims, until: Date.now() - 1 }),
    secrets.signMedia({ ...claims, until: 'later' }),
    secrets.signMedia({ ...claims, attachmentId: newId() }),
    secrets.signMedia({ ...claims, workspaceId: newId() }),
    `${secrets.signMedia(claims)}x`,
    makeProviders(app.dataDir, {}, 'a secret of somebody else, as long').secrets.signMedia(claims),
  ]

  for (const token of tokens) {
    const { status } = await get(`http://localhost/media/${token}/list.pdf`)
    assert.ok(status === 404 || status === 400, `${token} ${status}`)
  }
  assert.equal((await get(`http://localhost/media/${secrets.signMedia(claims)}/any.name`)).status, 200)
  for (const path of ['/media/', '/media/x']) assert.equal((await get(`http://localhost${path}`)).status, 404)
})

async function get(url: string, init?: RequestInit): Promise<Response> {
  return app.fetch(new Request(url.replace('http://localhost:3000', 'http://localhost'), init))
}

function urlOf(id: string): string {
  return mediaUrlOf(makeProviders(app.dataDir), scene.workspaceId, { id, name: 'price list.pdf' })
}

async function sendFile(): Promise<string> {
  const attachment = await addUpload()
  const { id } = await onlyConversation(scene)
  const author = scene.agents[0]!
  const words = { workspaceId: scene.workspaceId, id, author, text: 'Our prices', attachmentIds: [attachment] }
  await app.database.transact((tx) => reply(tx, words))
  return attachment
}

async function addUpload(): Promise<string> {
  const id = newId()
  const { workspaceId } = scene
  const { storage } = makeProviders(app.dataDir)
  await storage.write(workspaceId, id, [bytes].values() as unknown as AsyncIterable<Uint8Array>, 1e6)
  await app.database.db
    .insertInto('attachment')
    .values({
      ...{ workspace_id: workspaceId, id, message_id: null, uploaded_by: scene.agents[0]!.memberId, media_id: null },
      ...{ name: 'price list.pdf', type: 'application/pdf', size: bytes.length, state: 'stored' },
    })
    .execute()
  return id
}
