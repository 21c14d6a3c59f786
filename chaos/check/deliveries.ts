import { sql } from 'kysely'
import type { GraphEmulator } from '../../scripts/emulators/graph.ts'
import type { Database } from '../../server/src/db/database.ts'

type Row = { id: string; state: string; provider_id: string | null; expectation: string | null; error: string | null }

/** What was sent to customers, held against what we say of it. */
export async function findMissent(
  { db }: Database,
  graph: GraphEmulator,
  channelId: string,
): Promise<{ sentTwice: string[]; toldTwice: string[]; untrue: string[] }> {
  const { rows } = await sql<Row>`
    SELECT id, state, provider_id, content ->> 'expectation' AS expectation, error ->> 'code' AS error FROM message
    WHERE channel_id = ${channelId} AND author_type <> 'contact' AND NOT is_note`.execute(db)
  const known = new Map(rows.map((row) => [row.id, row]))
  const sent = graph.chats().flatMap(({ messages }) => messages.filter(({ direction }) => direction === 'out'))
  const byOurId = Map.groupBy(sent, ({ callbackData }) => callbackData)
  const isTold = (id: string | null) => known.get(id ?? '')?.expectation !== null

  const twice = [...byOurId].flatMap(([id, same]) => (same.length > 1 ? [id] : []))
  const say = (id: string | null) => `the message ${id} was sent ${byOurId.get(id)?.length} times`
  return {
    sentTwice: twice.filter((id) => !isTold(id)).map(say),
    toldTwice: twice.filter(isTold).map(say),
    untrue: [
      ...[...byOurId.keys()]
        .filter((id) => id === null || !known.has(id))
        .map((id) => `the provider has ${id}, and we do not`),
      ...rows.flatMap((row) => {
        const isThere = byOurId.has(row.id)
        const isSaid = ['sent', 'delivered', 'read', 'played'].includes(row.state)
        if (isSaid && !isThere) return [`the message ${row.id} is ${row.state}, and the provider never had it`]
        if (row.state === 'failed' && isThere)
          return [`the message ${row.id} failed (${row.error}), and the provider has it`]
        if (row.state === 'pending' || row.state === 'sending') return [`the message ${row.id} is still ${row.state}`]
        return []
      }),
    ],
  }
}
