import type { ChannelType } from '@fairlead/sdk'
import { sql } from 'kysely'
import { channels } from '../channels/list.ts'
import { now } from '../db/clock.ts'
import type { Database } from '../db/database.ts'
import { addJobs } from '../jobs/add.ts'
import { keyOfSync } from './enqueue-sync.ts'

/** Whoever does not subscribe to news of templates waits no longer than this for what a review came to. */
const every = '6 hours'

/** What was wrong may be mended at the provider, which nobody tells us. */
const everyInTrouble = '15 minutes'

/** Sees to it that channels which were not asked for long are asked for their templates. */
export async function syncDue(database: Database): Promise<void> {
  const types = (Object.keys(channels) as ChannelType[]).filter((type) => channels[type].adapter?.listTemplates)
  const { rows } = await sql<{ workspace_id: string; id: string }>`
    SELECT h.workspace_id, h.id FROM channel h
    LEFT JOIN template_sync s ON s.workspace_id = h.workspace_id AND s.channel_id = h.id
    WHERE h.type = ANY (${types}) AND h.status = 'active' AND h.deleted_at IS NULL
      AND (s.tried_at IS NULL OR s.tried_at < now() - CASE WHEN s.error IS NULL
        THEN ${every}::interval ELSE ${everyInTrouble}::interval END)`.execute(database.db)
  if (rows.length === 0) return
  const runAt = new Date(now())
  await database.transact((tx) =>
    addJobs(
      tx,
      'channel.sync-templates',
      rows.map(({ workspace_id: workspaceId, id }) => ({ payload: { workspaceId, id }, key: keyOfSync(id), runAt })),
    ),
  )
}
