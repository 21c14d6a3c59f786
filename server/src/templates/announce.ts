import { append, type Tx } from '../db/database.ts'

/** Appends that what was known of a channel's templates is no longer true. */
export function announceTemplates(
  tx: Tx,
  { workspaceId, channelId }: Readonly<{ workspaceId: string; channelId: string }>,
): void {
  append(tx, {
    workspaceId,
    type: 'channel.templates_changed',
    subjectId: channelId,
    actor: { type: 'system', id: null },
    data: { id: channelId },
  })
}
