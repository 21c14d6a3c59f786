import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { type Client, postContact, postNote, searchContacts, searchMessages } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { InboundEvent } from '../channels/inbound.ts'
import { LogReaders } from '../events/log-readers.ts'
import { isProblem } from '../http/testing.ts'
import { clientOf, openApp, quiet, type TestApp } from '../testing/app.ts'
import { inboundDeletion, inboundEdit, inboundMessage } from '../testing/inbound.ts'
import { allMessages, bring, onlyConversation, type Scene, setScene } from '../testing/scene.ts'
import { fillDue } from './fill.ts'
import { indexMessages } from './index-messages.ts'
import { searchReader } from './reader.ts'

let app: TestApp
let readers: LogReaders
let scene: Scene
let ana: Client

before(async () => {
  app = await openApp()
  readers = new LogReaders(app.database, [searchReader], quiet)
})
beforeEach(async () => {
  scene = await setScene(app.database)
  ana = await clientOf(app, scene.agents[0]!)
})
after(() => app[Symbol.asyncDispose]())

const said = [
  'Where is my order 12345?',
  'Die Stornorechnung für Größe XL fehlt',
  'Non è ancora arrivato, perché?',
  'Tôi muốn đặt hàng lại',
  'น้ำหนักเท่าไหร่ครับ อยากสั่งซื้อรองเท้า',
  '发票在哪里？',
  'أريد إلغاء الطلبيّة',
]

test('finds messages by their words in any script, newest first, and shows where the words stand', async () => {
  await say(...said.map((text) => inboundMessage({ text })), inboundMessage({ text: 'My order is late' }))

  assert.deepEqual(await find('order'), ['My order is late', said[0]])
  assert.deepEqual(await find('order 123'), [said[0]])
  for (const [q, index] of [
    ['grosse rechnung', 1],
    ['perche ARRIVATO', 2],
    ['dat hang', 3],
    ['นำหนัก', 4],
    ['รองเท้า', 4],
    ['发票', 5],
    ['在', 5],
    ['الغاء', 6],
  ] as const) {
    assert.deepEqual(await find(q), [said[index]], q)
  }
  assert.deepEqual(await find('order nothing'), [])
  assert.deepEqual(await find('?!'), [])

  const [hit] = (await ana.call(searchMessages, { query: { q: 'DAT hàng' } })).data
  assert.deepEqual(
    hit?.ranges.map(([from, to]) => hit.excerpt.slice(from, to)),
    ['đặt', 'hàng'],
  )
  assert.deepEqual(
    [hit?.conversation.contact.name, hit?.authorType, hit?.authorName, hit?.isNote],
    ['Mara Muster', 'contact', 'Mara Muster', false],
  )
})

test('finds notes and the names of files, within one customer or one channel', async () => {
  const file = { mediaId: 'm1', name: 'Invoice-2031.pdf', type: 'application/pdf', isVoice: false }
  const message = { kind: 'document', attachments: [file] } as const
  await say(inboundMessage({ text: '', message }))
  const { id, contact, channelId } = await onlyConversation(scene)
  await ana.call(postNote, { params: { id }, body: { text: 'She wants another invoice' } })
  await readers.settled()

  assert.deepEqual(await find('invoice'), ['She wants another invoice', 'Invoice-2031.pdf'])
  assert.deepEqual(await find('2031'), ['Invoice-2031.pdf'])
  assert.equal((await find('invoice', { contactId: contact.id, channelId })).length, 2)
  assert.equal((await find('invoice', { contactId: channelId })).length, 0)
  assert.equal((await find('invoice', { channelId: contact.id })).length, 0)
})

test('what was edited is found by what it says now, what was deleted or erased by nothing', async () => {
  await say(
    inboundMessage({ providerId: 'p1', text: 'the first word' }),
    inboundMessage({ providerId: 'p2', text: 'the second word' }),
    inboundMessage({ providerId: 'p3', text: 'the third word' }),
  )
  await bring(scene, inboundDeletion('p2'), { ...inboundDeletion('p3'), mustErase: true })
  assert.deepEqual(await find('word'), ['the first word'], 'before the log was read')
  assert.equal(await countRows(), 1)

  await say(inboundEdit('p1', 'the last word'))
  assert.deepEqual([await find('first'), await find('last')], [[], ['the last word']])
  await app.database.db.deleteFrom('log_cursor').execute()
  await readers.settled()
  assert.equal(await countRows(), 1, 'read once more from the beginning')
})

test('pages are whole and come to an end, also where most candidates turn out to be others', async () => {
  const texts = Array.from({ length: 130 }, (_, index) => `parcel ${index} ${index % 2 ? 'blue' : 'red'}`)
  await say(...texts.map((text) => inboundMessage({ text })))
  const seen: string[] = []
  let cursor: string | null = null
  do {
    const page: { data: { excerpt: string }[]; nextCursor: string | null } = await ana.call(searchMessages, {
      query: { q: 'blue parcel', limit: 20, ...(cursor === null ? {} : { cursor }) },
    })
    seen.push(...page.data.map(({ excerpt }) => excerpt))
    cursor = page.nextCursor
  } while (cursor !== null)
  assert.deepEqual(seen, texts.filter((text) => text.endsWith('blue')).reverse())
})

test('another workspace finds nothing of this one, and bad input is refused', async () => {
  await say(inboundMessage({ text: 'confidential' }))
  const other = await clientOf(app, (await setScene(app.database)).agents[0]!)

  assert.deepEqual(await find('confidential'), ['confidential'])
  assert.deepEqual((await other.call(searchMessages, { query: { q: 'confidential' } })).data, [])
  assert.deepEqual((await other.call(searchContacts, { query: { q: 'mara' } })).data, [])
  for (const query of [{ q: '' }, { q: 'x'.repeat(201) }, { q: 'x', cursor: 'x' }]) {
    await assert.rejects(ana.call(searchMessages, { query }), isProblem('invalid_request'))
    await assert.rejects(ana.call(searchContacts, { query }), isProblem('invalid_request'))
  }
  assert.deepEqual(await find(`it's \\ "a" & | ! <-> :* (`), [])
})

test('finds contacts by name, address and field, and shows where in the name', async () => {
  const given = { name: 'Đặng Thu Hà', email: 'ha@example.com', fields: { city: 'Huế', plan: 'gold' } }
  const ha = await ana.call(postContact, { body: given })
  await say(inboundMessage({ text: 'Hello' }))

  const of = async (q: string) => (await ana.call(searchContacts, { query: { q } })).data
  assert.deepEqual(await of('dang ha'), [
    {
      contact: ha,
      nameRanges: [
        [0, 4],
        [9, 11],
      ],
    },
  ])
  assert.deepEqual(
    (await of('dang gold hue')).map(({ contact }) => contact.name),
    ['Đặng Thu Hà'],
  )
  assert.deepEqual(
    (await of('07700 900001')).map(({ contact }) => contact.name),
    ['Mara Muster'],
  )
  assert.deepEqual(await of('dang silver'), [])
})

test('what the log no longer tells of is filled in, once', async () => {
  await say(...Array.from({ length: 3 }, (_, index) => inboundMessage({ text: `old news ${index}` })))
  const { workspaceId } = scene
  await sql`DELETE FROM message_search`.execute(app.database.db)
  await sql`DELETE FROM contact_search`.execute(app.database.db)
  await sql`UPDATE event_sequence SET dropped = last WHERE workspace_id = ${workspaceId}`.execute(app.database.db)
  assert.deepEqual(await find('news'), [])

  await fillDue(app.database)
  await fillDue(app.database)
  await app.jobs.runDue()

  assert.equal((await find('news')).length, 3)
  assert.equal((await ana.call(searchContacts, { query: { q: 'mara' } })).data.length, 1)
})

test('what is erased while it is being written down is found no more', async () => {
  await say(inboundMessage({ providerId: 'p1', text: 'secret' }))
  const [message] = await allMessages(scene)
  await bring(scene, { ...inboundDeletion('p1'), mustErase: true })
  await app.database.transact((tx) => indexMessages(tx, scene.workspaceId, [message!.id]))
  assert.equal(await countRows(), 0)
})

async function say(...events: InboundEvent[]): Promise<void> {
  await bring(scene, ...events)
  await readers.settled()
}

async function find(q: string, more: { contactId?: string; channelId?: string } = {}): Promise<string[]> {
  return (await ana.call(searchMessages, { query: { q, ...more } })).data.map(({ excerpt }) => excerpt)
}

async function countRows(): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    SELECT count(*)::int AS count FROM message_search WHERE workspace_id = ${scene.workspaceId}`.execute(
    app.database.db,
  )
  return rows[0]!.count
}
