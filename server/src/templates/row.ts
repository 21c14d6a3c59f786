import type { Selectable } from 'kysely'
import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import type { Tables } from '../db/schema.ts'

export type TemplateRow = Selectable<Tables['template']>

/** Until the transaction ends, nobody else writes about templates of this channel. */
export async function holdTemplates(tx: Tx, channelId: string): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`templates:${channelId}`}, 0))`.execute(tx)
}

/** Two templates of one name are told apart by their language. */
export function keyOfTemplate({ name, language }: Readonly<{ name: string; language: string }>): string {
  return JSON.stringify([name, language])
}
