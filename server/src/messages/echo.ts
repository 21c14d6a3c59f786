/**
 * Echoes: what the business sent comes back as a webhook, from the provider's own app or from us. One of ours settles
 * the message that was being sent, or whose fate was in doubt, and is not stored again.
 */

import { parseFormatting, plainText } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { InboundMessage } from '../channels/inbound.ts'
import { now } from '../db/clock.ts'
import type { Tx } from '../db/database.ts'
import { isUuid } from '../db/id.ts'
import { enqueueDelivery } from './enqueue-delivery.ts'
import { lockMessage, type MessageRow, setState } from './row.ts'
import { unpark } from './update.ts'
import { applyMarks } from './watermark.ts'

/** Without our id, as long as an echo is looked for among what has the same words. */
const matchesForMs = 60_000

type Place = Readonly<{ workspaceId: string; channelId: string }>

/** The contact is null when they are new: then nothing was sent to them. */
type Echo = Readonly<{ place: Place; contactId: string | null; event: InboundMessage }>

/**
 * Settles our message that this is an echo of; false when there is none. The caller holds the provider's id, and has
 * found no message of that id.
 */
export async function settleEcho(tx: Tx, { place, contactId, event }: Echo): Promise<boolean> {
  const message = (await findById(tx, place, event)) ?? (await findByContent(tx, place, contactId, event))
  if (!message) return false
  const conversation = { workspaceId: place.workspaceId, id: message.conversation_id }
  await setState(tx, message, {
    ...(isUndecided(message) || message.state === 'failed' ? { state: 'sent', error: null } : {}),
    provider_id: event.providerId,
    ...(event.data ? { provider_data: JSON.stringify({ ...message.provider_data, ...event.data }) } : {}),
  })
  await unpark(tx, place, event.providerId)
  await applyMarks(tx, message)
  // What stands behind it need not wait any longer.
  await enqueueDelivery(tx, conversation, new Date(now()))
  return true
}

function isUndecided({ state }: Pick<MessageRow, 'state'>): boolean {
  return state === 'pending' || state === 'sending' || state === 'unknown'
}

async function findById(tx: Tx, { workspaceId, channelId }: Place, { messageId }: InboundMessage) {
  if (!messageId || !isUuid(messageId)) return null
  const message = await lockMessage(tx, workspaceId, messageId)
  // Some other id of the provider's: it was sent twice.
  if (message?.channel_id !== channelId || message.provider_id !== null || message.author_type === 'contact')
    return null
  return message
}

// The oldest first: echoes come in the order of sending.
async function findByContent(
  tx: Tx,
  { workspaceId, channelId }: Place,
  contactId: string | null,
  event: InboundMessage,
) {
  if (contactId === null) return null
  const { text, attachments } = event.message
  const { rows } = await sql<{ id: string; text: string }>`/* message.find-echoed */
    SELECT m.id, m.text FROM conversation c
    JOIN message m ON m.workspace_id = c.workspace_id AND m.conversation_id = c.id
    WHERE c.workspace_id = ${workspaceId} AND c.channel_id = ${channelId} AND c.contact_id = ${contactId}
      AND m.state IN ('sending', 'unknown') AND m.provider_id IS NULL
      AND m.sending_since > ${new Date(now() - matchesForMs)}
      AND (SELECT count(*) FROM attachment a WHERE a.workspace_id = m.workspace_id AND a.message_id = m.id)
        = ${attachments.length}
    ORDER BY m.id LIMIT 100`.execute(tx)
  const found = rows.find((row) => areSameWords(row.text, text))
  const message = found && (await lockMessage(tx, workspaceId, found.id))
  // It may have been settled since it was found.
  return message?.provider_id === null && isUndecided(message) ? message : null
}

// Who has no id of ours to give shows no marks either.
function areSameWords(written: string, echoed: string): boolean {
  return written === echoed || plainText(parseFormatting(written)) === echoed
}
