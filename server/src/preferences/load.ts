import { type Preferences, preferences } from '@fairlead/sdk'
import type { Db } from '../db/database.ts'

/** As the member set them; what they never chose is as everybody begins. */
export async function loadPreferences(db: Db, workspaceId: string, memberId: string): Promise<Preferences> {
  const row = await db
    .selectFrom('preference')
    .select('data')
    .where('workspace_id', '=', workspaceId)
    .where('member_id', '=', memberId)
    .executeTakeFirst()
  return preferences.parse(row?.data ?? {})
}
