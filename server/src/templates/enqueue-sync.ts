import { now } from '../db/clock.ts'
import type { Tx } from '../db/database.ts'
import { addJob } from '../jobs/add.ts'

/** What is new at the provider may be missing for a moment in the list it gives. */
const soonMs = 5_000

type Channel = Readonly<{ workspaceId: string; channelId: string }>

export function keyOfSync(channelId: string): string {
  return `templates:${channelId}`
}

/** The provider is asked for all templates of the channel: at once, or soon after it told of one. */
export async function enqueueSync(
  tx: Tx,
  { workspaceId, channelId }: Channel,
  { isSoon = false }: Readonly<{ isSoon?: boolean }> = {},
): Promise<void> {
  const runAt = new Date(now() + (isSoon ? soonMs : 0))
  // News upon news does not put it off for ever.
  const options = { key: keyOfSync(channelId), runAt, keepRunAt: isSoon }
  await addJob(tx, 'channel.sync-templates', { workspaceId, id: channelId }, options)
}
