/**
 * What becomes of whatever refers to a contact, a conversation or a message, when contacts become one and when a message
 * must be erased. A table that is new is named here, or this fails: whoever adds it decides.
 */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { writeContactNote } from '../contact-notes/write.ts'
import { Database } from '../db/database.ts'
import { createTestDatabase } from '../db/testing.ts'
import { LogReaders } from '../events/log-readers.ts'
import { searchReader } from '../search/reader.ts'
import { quiet } from '../testing/app.ts'
import { inboundMessage } from '../testing/inbound.ts'
import { bring, type Scene, setScene } from '../testing/scene.ts'
import { mergeContacts } from './merge.ts'

/** `at merge`: of a contact. `with it`: goes along with the conversation, which only changes hands. */
const references = {
  'identity.contact_id': 'at merge: moved',
  'conversation.contact_id': 'at merge: moved',
  'contact_note.contact_id': 'at merge: moved',
  'contact_search.contact_id': 'at merge: gone, by the reader of the log',
  'contact_merge.contact_id': 'at merge: kept, to make them two again',
  'contact_distinct.contact_id': 'at merge: kept, to make them two again',
  'contact_distinct.other_id': 'at merge: kept, to make them two again',
  'workflow_run.contact_id': 'at merge: kept; whose it is the conversation says',
  'workflow_run.conversation_id': 'with it; erased: what rests on the words, soon',
  'workflow_run_step.message_id': 'erased: what the step took in of it, soon',
  'rating.contact_id': 'at merge: moved',
  'rating.conversation_id': 'with it',
  'message.conversation_id': 'with it; erased: its words',
  'message.reply_to_id': 'with it; erased: what is quoted is read from the message',
  'decision.conversation_id': 'with it; says nothing of what was written',
  'stay.conversation_id': 'with it; says nothing of what was written',
  'promise.conversation_id': 'with it; says nothing of what was written',
  'expectation.conversation_id': 'with it; ours',
  'expectation.message_id': 'with it; ours',
  'draft.conversation_id': 'with it; erased: what it quotes',
  'scheduled_message.conversation_id': 'with it; quotes by id alone',
  'mention.conversation_id': 'with it',
  'mention.message_id': 'of notes, which are ours',
  'conversation_viewer.conversation_id': 'with it; gone in a minute',
  'message_search.conversation_id': 'with it',
  'message_search.message_id': 'erased: gone',
  'reaction.message_id': 'says nothing of what was written',
  'attachment.message_id': 'erased: gone, with the file',
  'mail.message_id': 'erased: gone',
} as const

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
after(async () => {
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

test('of every reference to a contact, a conversation or a message it is known what becomes of it', async () => {
  assert.deepEqual((await columns()).sort(), Object.keys(references).sort())
})

test('after two contacts became one, nothing but what can make them two again refers to the one that is gone', async () => {
  const scene = await setScene(database)
  const [stays, goes] = [await contactOf(scene, '447700900001'), await contactOf(scene, '447700900002')]
  const [{ workspaceId, memberId }] = [scene.agents[0]!]
  const actor = { type: 'member', id: memberId } as const
  await database.transact((tx) =>
    writeContactNote(tx, { workspaceId, contactId: goes, memberId, text: 'Calls back on Monday' }),
  )
  await new LogReaders(database, [searchReader], quiet).settled()
  assert.ok((await rowsOf('contact_search', 'contact_id', goes)) > 0)

  await database.transact((tx) => mergeContacts(tx, { workspaceId, id: stays, otherId: goes, actor }))
  await new LogReaders(database, [searchReader], quiet).settled()

  for (const [column, what] of Object.entries(references)) {
    if (!what.startsWith('at merge') || what.includes('kept')) continue
    const [table = '', name = ''] = column.split('.')
    assert.equal(await rowsOf(table, name, goes), 0, column)
  }
})

async function columns(): Promise<string[]> {
  const { rows } = await database.pool.query<{ name: string }>(`
    SELECT c.table_name || '.' || c.column_name AS name FROM information_schema.columns c
    JOIN information_schema.tables t USING (table_schema, table_name)
    WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'
      AND (c.column_name ~ '^(contact|conversation|message|other)_id$' OR c.column_name = 'reply_to_id')`)
  return rows.map(({ name }) => name)
}

async function rowsOf(table: string, column: string, id: string): Promise<number> {
  const { rowCount } = await database.pool.query(`SELECT FROM ${table} WHERE ${column} = $1`, [id])
  return rowCount ?? 0
}

async function contactOf(scene: Scene, phone: string): Promise<string> {
  const sender = { addresses: [phone], matchKeys: [], name: 'Mara Muster', phone: `+${phone}` }
  await bring(scene, inboundMessage({ contact: sender }))
  const { rows } = await database.pool.query<{ contact_id: string }>(
    'SELECT contact_id FROM identity WHERE workspace_id = $1 AND address = $2',
    [scene.workspaceId, phone],
  )
  return rows[0]!.contact_id
}
