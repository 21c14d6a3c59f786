/**
 * A brake that goes by no header: two robots that answer each other, and a flood from one address, fill no queue. What is
 * beyond the limit joins the last conversation of its sender.
 */
import { sql } from 'kysely'
import type { InboundMessage } from '../channels/inbound.ts'
import { keyOf } from '../contacts/find-or-make.ts'
import type { Tx } from '../db/database.ts'

/** Threads that one sender may begin in `withinMs`. */
export const mostOpened = 20
const withinMs = 3_600_000

type Here = Readonly<{
  place: Readonly<{ workspaceId: string; channelId: string }>
  event: Pick<InboundMessage, 'contact'>
}>

/** `last`: the thread that they began last. */
type Opened = { count: number; last: string }

/** What senders began within the last hour. The caller holds their addresses, so that nobody begins more meanwhile. */
export class OpenedLately {
  readonly #bySender: Map<string, Opened>

  private constructor(bySender: Map<string, Opened>) {
    this.#bySender = bySender
  }

  static async of(tx: Tx, messages: readonly Here[], now: Date): Promise<OpenedLately> {
    if (messages.length === 0) return new OpenedLately(new Map())
    const wanted = new Map(
      messages.map((message) => {
        const { workspaceId, channelId } = message.place
        const [address] = message.event.contact.addresses
        return [senderOf(message), { workspace_id: workspaceId, channel_id: channelId, address }]
      }),
    )
    const { rows } = await sql<Opened & { channel_id: string; address: string }>`/* conversation.opened-lately */
      SELECT w.channel_id, w.address, c.count, c.last
      FROM json_to_recordset(${JSON.stringify([...wanted.values()])}::json)
        AS w (workspace_id uuid, channel_id uuid, address text)
      JOIN identity i ON i.workspace_id = w.workspace_id AND i.channel_id = w.channel_id AND i.address = w.address
      CROSS JOIN LATERAL (SELECT count(*)::int AS count, (array_agg(c.thread ORDER BY c.created_at DESC, c.id DESC))[1] AS last
        FROM conversation c WHERE c.workspace_id = w.workspace_id AND c.contact_id = i.contact_id
          AND c.created_at > ${new Date(now.getTime() - withinMs)} AND c.channel_id = w.channel_id
          AND c.address = w.address AND c.thread <> '') AS c
      WHERE c.count > 0`.execute(tx)
    return new OpenedLately(
      new Map(rows.map(({ channel_id, address, count, last }) => [keyOf(channel_id, address), { count, last }])),
    )
  }

  /** The thread that a message goes on with instead of beginning one; null while its sender may. */
  insteadOf(message: Here): string | null {
    const opened = this.#bySender.get(senderOf(message))
    return opened && opened.count >= mostOpened ? opened.last : null
  }

  note(message: Here, key: string): void {
    const count = this.#bySender.get(senderOf(message))?.count ?? 0
    this.#bySender.set(senderOf(message), { count: count + 1, last: key })
  }
}

function senderOf({ place, event }: Here): string {
  return keyOf(place.channelId, event.contact.addresses[0] ?? '')
}
