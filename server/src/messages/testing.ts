import { sql } from 'kysely'
import type { DeliveryOutcome } from '../channels/channel.ts'
import { reply } from '../conversations/reply.ts'
import { now } from '../db/clock.ts'
import { inboundMessage } from '../testing/inbound.ts'
import { allMessages, bring, onlyConversation, type Scene } from '../testing/scene.ts'
import { lockMessage, setState } from './row.ts'
import { type Patience, settle, type Tidings } from './settle.ts'

export const usual: Patience & Tidings = {
  ...{ patience: 'minutes', isRepeatable: false, receiptWaitMs: 60_000 },
  ...{ receives: ['echo', 'delivered', 'read'], hasMarks: true },
}

/** Mara wrote, Ana answers: what becomes of her answers is told step by step. */
export async function beginAnswer(scene: Scene) {
  const { database, workspaceId } = scene
  await bring(scene, inboundMessage())
  const { id } = await onlyConversation(scene)
  return {
    conversationId: id,
    /** Written, and on its way: the request has left. */
    async send(text: string): Promise<string> {
      const author = scene.agents[0]!
      const [message] = await database.transact((tx) => reply(tx, { workspaceId, id, author, text, attachmentIds: [] }))
      await this.begin(message!.id)
      return message!.id
    },
    async begin(messageId: string): Promise<void> {
      await database.transact(async (tx) => {
        const row = await lockMessage(tx, workspaceId, messageId)
        await setState(tx, row!, { state: 'sending', sending_since: new Date(now()), tries: row!.tries + 1 })
      })
    },
    /** The provider's answer; true when the next message may go. */
    async answer(messageId: string, outcome: DeliveryOutcome, type: Patience & Tidings = usual): Promise<boolean> {
      const row = await database.transact((tx) => lockMessage(tx, workspaceId, messageId))
      return database.transact((tx) => settle(tx, row!, outcome, type))
    },
    /** What members wrote: words, state and the provider's id. */
    async written(): Promise<string[]> {
      const { rows } = await sql<{ text: string; state: string; provider_id: string | null }>`
        SELECT text, state, provider_id FROM message
        WHERE workspace_id = ${workspaceId} AND author_type = 'member' ORDER BY id`.execute(database.db)
      return rows.map(({ text, state, provider_id }) => `${text} ${state} ${provider_id}`)
    },
    shown: () => allMessages(scene),
  }
}
