/** What contacts are shown in passing: that somebody read what they wrote, and that somebody writes. */
import { loadAccount } from '../channels/account.ts'
import type { Failure } from '../channels/channel.ts'
import { now } from '../db/clock.ts'
import type { Db } from '../db/database.ts'
import { loadLast, loadRecipient } from '../messages/outbound.ts'
import type { Providers } from '../providers/providers.ts'
import { takeSteps } from '../providers/take-steps.ts'

type Conversation = Readonly<{ workspaceId: string; id: string }>

/** The job: tells the contact that what they wrote was read. @throws when it is worth trying again. */
export async function signalRead(db: Db, providers: Providers, conversation: Conversation): Promise<void> {
  const talk = await load(db, providers, conversation)
  if (!talk?.last) return
  const { account, to, last } = talk
  const first = account.adapter.markRead?.(to, last, account, now())
  if (!first) return
  const told = await takeSteps(first, { ...providers, workspaceId: conversation.workspaceId })
  if (told.kind === 'failure' && told.retry === 'later') throw new Error(`not marked as read yet: ${told.detail}`)
}

/** Tells the contact that somebody writes; answers why not, if not. */
export async function signalTyping(db: Db, providers: Providers, conversation: Conversation): Promise<Failure | null> {
  const talk = await load(db, providers, conversation)
  if (!talk) return null
  const { account, to, last } = talk
  const first = account.adapter.typing?.(to, last, account, now())
  if (!first) return null
  const told = await takeSteps(first, { ...providers, workspaceId: conversation.workspaceId })
  return told.kind === 'failure' ? told : null
}

async function load(db: Db, providers: Providers, { workspaceId, id }: Conversation) {
  const conversation = await db
    .selectFrom('conversation')
    .select('channel_id')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!conversation) return null
  const account = await loadAccount(db, providers, workspaceId, conversation.channel_id)
  const recipient = account && (await loadRecipient(db, workspaceId, id))
  if (!account || !recipient) return null
  return { account, to: recipient.address, last: await loadLast(db, workspaceId, id) }
}
