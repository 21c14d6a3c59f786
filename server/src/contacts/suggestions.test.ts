import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { connectChannel } from '../channels/connect.ts'
import type { Sender } from '../channels/inbound.ts'
import { e164, matchKeys } from '../channels/whatsapp/numbers.ts'
import { receive } from '../conversations/receive.ts'
import { Database } from '../db/database.ts'
import { createTestDatabase } from '../db/testing.ts'
import { readLog } from '../setup/testing.ts'
import { inboundMessage } from '../testing/inbound.ts'
import { bring, type Scene, secrets, setScene } from '../testing/scene.ts'
import { editContact } from './edit.ts'
import { loadContact } from './present.ts'
import { listSuggestions } from './suggestions.ts'

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
after(async () => {
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

const spellings = {
  'Brazil, as it was before the ninth digit': ['551187654321', '+5511987654321'],
  'Brazil, as it is now': ['5511987654321', '+5511987654321'],
  'Brazil, where the other kept the old one': ['5511987654321', '+551187654321'],
  'Mexico, with the 1 that was': ['5215512345678', '+525512345678'],
  'Mexico, where the other kept the 1': ['525512345678', '+5215512345678'],
  'Argentina, from abroad': ['5491123456789', '+541123456789'],
  'Argentina, from home': ['54111523456789', '+5491123456789'],
  'everywhere else': ['447700900001', '+447700900001'],
} as const

for (const [where, [waId, number]] of Object.entries(spellings)) {
  test(`suggests the same person by WhatsApp and by text message: ${where}`, async () => {
    const scene = await setScene(database)
    const sms = await connectSms(scene)
    await bring(scene, inboundMessage({ contact: byWhatsapp(waId) }))
    const text = { addresses: [number], matchKeys: [], name: null, phone: number }
    await database.transact((tx) =>
      receive(tx, [{ workspaceId: scene.workspaceId, channelId: sms, events: [inboundMessage({ contact: text })] }]),
    )

    const [first, second] = await contactsOf(scene)
    assert.deepEqual(await suggested(scene, first!), [[second, 'phone']])
    assert.deepEqual(await suggested(scene, second!), [[first, 'phone']])
    assert.equal((await contactOf(scene, first!)).identities[0]?.address, waId)
  })
}

test('a number that is like another and not the same suggests nobody', async () => {
  const scene = await setScene(database)
  // Landlines never had the ninth digit.
  await bring(scene, inboundMessage({ contact: byWhatsapp('551132654321') }))
  await bring(scene, inboundMessage({ contact: byWhatsapp('5511932654321') }))

  const [first] = await contactsOf(scene)
  assert.deepEqual(await suggested(scene, first!), [])
})

test('what they tell later of themselves is kept with the address, and is no news the second time', async () => {
  const scene = await setScene(database)
  const mara: Sender = { addresses: ['someone.1'], matchKeys: [], name: 'Mara Muster', phone: null }
  await bring(scene, inboundMessage({ contact: mara }))
  const [id] = await contactsOf(scene)
  const telling: Sender = { ...mara, phone: '+447700900001', email: 'Mara@example.com' }

  await bring(scene, inboundMessage({ contact: telling }))
  const count = (await readLog(database, scene.workspaceId)).filter(({ type }) => type === 'contact.changed').length
  await bring(scene, inboundMessage({ contact: telling }), inboundMessage({ contact: mara }))

  const contact = await contactOf(scene, id!)
  assert.deepEqual([contact.phone, contact.email], ['+447700900001', 'Mara@example.com'])
  assert.deepEqual(toldBy(contact), [['+447700900001', 'Mara@example.com']])
  const changes = (await readLog(database, scene.workspaceId)).filter(({ type }) => type === 'contact.changed')
  assert.deepEqual([count, changes.length, changes[0]?.data], [1, 1, { contact }])
})

test('what members wrote into the contact stays, and the address keeps what it was last told', async () => {
  const scene = await setScene(database)
  const mara: Sender = { addresses: ['someone.1'], matchKeys: [], name: 'Mara Muster', phone: '+447700900001' }
  await bring(scene, inboundMessage({ contact: mara }))
  const [id] = await contactsOf(scene)
  const { workspaceId, owner } = scene
  const actor = { type: 'member', id: owner.memberId } as const
  await database.transact((tx) => editContact(tx, { workspaceId, id: id!, actor, given: { phone: '+447700900009' } }))

  await bring(scene, inboundMessage({ contact: { ...mara, phone: '+447700900002' } }))

  const contact = await contactOf(scene, id!)
  assert.equal(contact.phone, '+447700900009')
  assert.deepEqual(toldBy(contact), [['+447700900002', null]])
})

test('somebody new who tells it with their second message of the same webhook is known by it', async () => {
  const scene = await setScene(database)
  const mara: Sender = { addresses: ['someone.1', 'someone.2'], matchKeys: [], name: 'Mara Muster', phone: null }

  const telling = inboundMessage({ contact: { ...mara, phone: '+447700900001' } })
  await bring(scene, inboundMessage({ contact: mara }), telling)

  const [id] = await contactsOf(scene)
  const contact = await contactOf(scene, id!)
  assert.deepEqual(toldBy(contact), Array(2).fill(['+447700900001', null]))
  const [made, ...more] = (await readLog(database, scene.workspaceId)).filter(({ type }) => type.startsWith('contact.'))
  assert.deepEqual([made?.type, made?.data, more], ['contact.created', { contact }, []])
})

function byWhatsapp(waId: string): Sender {
  return { addresses: [waId], matchKeys: matchKeys(waId), name: 'Mara Muster', phone: e164(waId) }
}

async function connectSms({ workspaceId, owner }: Scene): Promise<string> {
  const context = { workspaceId, actor: { type: 'member', id: owner.memberId } as const, secrets }
  const { id } = await database.transact((tx) =>
    connectChannel(
      tx,
      { ...context, publicUrl: 'http://localhost:3000' },
      {
        type: 'sms',
        name: 'Text messages',
        teamId: null,
        settings: { accountSid: `AC${'0'.repeat(32)}`, number: '+12065550123', messagingServiceSid: '' },
        secrets: { authToken: 'f'.repeat(32) },
      },
    ),
  )
  return id
}

async function suggested({ workspaceId }: Scene, id: string) {
  return (await listSuggestions(database.db, workspaceId, id)).map(({ contact, because }) => [contact.id, because])
}

function toldBy({ identities }: Awaited<ReturnType<typeof contactOf>>) {
  return identities.map(({ phone, email }) => [phone, email])
}

async function contactOf({ workspaceId }: Scene, id: string) {
  const contact = await loadContact(database.db, workspaceId, id)
  assert.ok(contact)
  return contact
}

async function contactsOf({ workspaceId }: Scene): Promise<string[]> {
  const rows = await database.db
    .selectFrom('contact')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .orderBy('created_at')
    .execute()
  return rows.map(({ id }) => id)
}
