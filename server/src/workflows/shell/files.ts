/**
 * Files that managers put into a step. Each message gets a row of its own of them, and a name of its own for the same
 * bytes on disk, so that one that is erased takes nothing from the others. Both are named after the effect: whoever does
 * it again after a crash finds the name there already.
 */
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { type Upload, withSize } from '../../attachments/claim.ts'
import type { Tx } from '../../db/database.ts'
import { Refused } from './refused.ts'
import type { ShellParts } from './running.ts'

export async function loadFiles(tx: Tx, workspaceId: string, wanted: readonly string[]): Promise<Upload[]> {
  if (wanted.length === 0) return []
  const rows = await tx
    .selectFrom('attachment')
    .select(['id', 'name', 'type', 'state', 'is_voice as isVoice', 'width', 'height'])
    .select(sql<number>`size::float8`.as('size'))
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', [...wanted])
    .where('message_id', 'is', null)
    .where('state', '=', 'stored')
    .execute()
  return wanted.map((id) => {
    const row = rows.find((candidate) => candidate.id === id)
    if (!row) throw new Refused('unknown_reference', 'A file that the step sends is not there any more.')
    return withSize(row)
  })
}

type Target = Readonly<{ workspaceId: string; messageId: string; clientId: string }>

export async function attachCopies(
  tx: Tx,
  { storage }: ShellParts,
  { workspaceId, messageId, clientId }: Target,
  ids: readonly string[],
): Promise<void> {
  for (const [position, from] of ids.entries()) {
    const to = copyIdOf(`${clientId}:${from}`)
    if (!(await storage.copy(workspaceId, from, to))) {
      throw new Refused('unknown_reference', 'A file that the step sends is not on this disk any more.')
    }
    await sql`
      INSERT INTO attachment (workspace_id, id, message_id, position, name, type, size, state, is_voice, width, height)
      SELECT workspace_id, ${to}, ${messageId}, ${position}, name, type, size, state, is_voice, width, height
      FROM attachment WHERE workspace_id = ${workspaceId} AND id = ${from}`.execute(tx)
  }
}

/** RFC 9562, version 8: made of what it stands for. */
function copyIdOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
