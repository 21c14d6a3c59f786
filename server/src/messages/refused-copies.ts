import type { InboundStatus } from '../channels/inbound.ts'
import type { Tx } from '../db/database.ts'
import { announceChange } from './announce.ts'

type Reported = Readonly<{ workspace_id: string; id: string; conversation_id: string }>

/**
 * Writes down that copies of a message did not arrive: whom it was written to has it all the same. False when that is
 * not what the report says. The caller holds the message.
 */
export async function noteRefusedCopies(tx: Tx, message: Reported, { refused }: InboundStatus): Promise<boolean> {
  if (refused === undefined || refused.length === 0) return false
  const { content } = await tx
    .selectFrom('message')
    .select('content')
    .where('workspace_id', '=', message.workspace_id)
    .where('id', '=', message.id)
    .executeTakeFirstOrThrow()
  const { mail } = content
  if (mail === undefined) return false
  const copies = new Set([...mail.cc, ...(mail.bcc ?? [])].map(toKey))
  for (const address of mail.to) copies.delete(toKey(address))
  if (!refused.every(({ address }) => copies.has(toKey(address)))) return false

  const known = new Set(mail.refused?.map(({ address }) => toKey(address)))
  const added = refused.filter(({ address }) => !known.has(toKey(address)))
  if (added.length === 0) return true
  await tx
    .updateTable('message')
    .set({ content: JSON.stringify({ ...content, mail: { ...mail, refused: [...(mail.refused ?? []), ...added] } }) })
    .where('workspace_id', '=', message.workspace_id)
    .where('id', '=', message.id)
    .execute()
  await announceChange(tx, message, 'state', { type: 'system', id: null })
  return true
}

function toKey(address: string): string {
  return address.trim().toLowerCase()
}
