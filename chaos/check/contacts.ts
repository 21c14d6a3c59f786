import type { Event } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { Database } from '../../server/src/db/database.ts'
import { wordsIn } from '../people/words.ts'

/** Contacts that are there unlike the log, and conversations in which somebody speaks who has another address. */
export async function findMixedUp(
  { db }: Database,
  workspaceId: string,
  log: readonly Event[],
): Promise<readonly string[]> {
  const said = new Set<string>()
  for (const event of log) {
    if (event.type === 'contact.created') said.add(event.subjectId)
    if (event.type === 'contact.merged') said.delete(event.data.mergedId)
  }
  const { rows: contacts } = await sql<{
    id: string
  }>`SELECT id FROM contact WHERE workspace_id = ${workspaceId}`.execute(db)
  const there = new Set(contacts.map(({ id }) => id))
  const { rows } = await sql<{ conversation_id: string; text: string }>`
    SELECT conversation_id, text FROM message WHERE workspace_id = ${workspaceId} AND author_type = 'contact'`.execute(
    db,
  )
  const speakers = Map.groupBy(
    rows.flatMap(({ conversation_id: id, text }) => wordsIn(text).map(({ writer }) => ({ id, writer }))),
    ({ id }) => id,
  )
  return [
    ...[...said.difference(there)].map((id) => `the contact ${id} is gone, and the log has it`),
    ...[...there.difference(said)].map((id) => `the contact ${id} is there, and the log knows nothing of it`),
    ...[...speakers].flatMap(([id, all]) => {
      const writers = new Set(all.map(({ writer }) => writer))
      return writers.size < 2 ? [] : [`in ${id} speak ${[...writers].join(' and ')}`]
    }),
  ]
}
