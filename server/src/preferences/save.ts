import { isDeepStrictEqual } from 'node:util'
import type { Preferences } from '@fairlead/sdk'
import { append, type Tx } from '../db/database.ts'
import { invalidRequest } from '../errors.ts'
import { loadPreferences } from './load.ts'

/** What is private is said to all without what it says: the member's devices fetch it. */
export async function savePreferences(
  tx: Tx,
  { workspaceId, memberId, given }: { workspaceId: string; memberId: string; given: Preferences },
): Promise<Preferences> {
  requireZone(given.quiet.timeZone)
  if (isDeepStrictEqual(await loadPreferences(tx, workspaceId, memberId), given)) return given

  await tx
    .insertInto('preference')
    .values({ workspace_id: workspaceId, member_id: memberId, data: JSON.stringify(given) })
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'member_id']).doUpdateSet({ data: JSON.stringify(given) }),
    )
    .execute()
  append(tx, {
    workspaceId,
    type: 'preference.changed',
    subjectId: memberId,
    actor: { type: 'member', id: memberId },
    data: { memberId },
  })
  return given
}

function requireZone(timeZone: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone })
  } catch {
    throw invalidRequest([{ path: 'quiet.timeZone', message: 'is no time zone, such as Europe/Rome' }])
  }
}
