import { append, type Tx } from '../db/database.ts'
import { hadTrouble } from '../metrics/notices.ts'
import { markBroken } from './broken.ts'
import type { InboundAccountNews } from './inbound.ts'
import { presentChannel } from './present.ts'

/** Does what its provider's news of an account ask for. */
export async function applyAccountNews(
  tx: Tx,
  place: Readonly<{ workspaceId: string; channelId: string }>,
  { news, detail }: InboundAccountNews,
): Promise<void> {
  switch (news) {
    case 'broken':
      return markBroken(tx, place, detail)
    case 'warned':
      return hadTrouble.tell({ ...place, code: 'policy', detail })
    case 'templates':
      return tellOfTemplates(tx, place)
    default:
      return news satisfies never
  }
}

// Templates are the provider's, and read from there: whoever looks at them looks again.
async function tellOfTemplates(tx: Tx, { workspaceId, channelId }: Parameters<typeof applyAccountNews>[1]) {
  const row = await tx
    .selectFrom('channel')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', channelId)
    .executeTakeFirstOrThrow()
  append(tx, {
    workspaceId,
    type: 'channel.changed',
    subjectId: channelId,
    actor: { type: 'system', id: null },
    data: { channel: presentChannel(row, null) },
  })
}
