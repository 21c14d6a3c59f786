/** What we sent, put into the mailbox beside what people send by hand, where its server does not do so by itself. */
import type { ImapFlow } from 'imapflow'
import MailComposer from 'nodemailer/lib/mail-composer'
import type { Logger } from 'pino'
import type { MailRequest } from '../channels/channel.ts'
import type { Database, Db } from '../db/database.ts'
import type { Providers } from '../providers/providers.ts'
import { composed } from '../providers/send-mail.ts'

type Channel = Readonly<{ workspaceId: string; channelId: string }>

/** Writes down a mail as it went out; with a copy to come when the mailbox wants one. */
export async function noteSentMail(
  db: Db,
  { workspaceId, channelId }: Channel,
  messageId: string,
  request: MailRequest,
  wantsCopy: boolean,
): Promise<void> {
  const { id, from, to, cc, replyTo, headers } = request
  const written = { 'message-id': id, from, to: to.join(', '), cc: cc.join(', '), 'reply-to': replyTo, ...headers }
  await db
    .insertInto('mail')
    .values({
      workspace_id: workspaceId,
      message_id: messageId,
      subject: request.subject,
      html: request.html,
      text: request.text,
      headers: JSON.stringify(written),
      copy_channel_id: wantsCopy ? channelId : null,
    })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'message_id']).doNothing())
    .execute()
}

/** Puts copies into the folder that wait for it, some at a time; how many. @throws when the connection breaks: they wait on. */
export async function putCopies(
  { database, providers, log }: Readonly<{ database: Database; providers: Providers; log: Logger }>,
  client: ImapFlow,
  { workspaceId, channelId }: Channel,
  folder: string,
): Promise<number> {
  const waiting = await database.db
    .selectFrom('mail as e')
    .innerJoin('message as m', (join) =>
      join.onRef('m.workspace_id', '=', 'e.workspace_id').onRef('m.id', '=', 'e.message_id'),
    )
    .select(['e.message_id', 'e.subject', 'e.html', 'e.text', 'e.headers', 'm.at'])
    .where('e.copy_channel_id', '=', channelId)
    .where('e.workspace_id', '=', workspaceId)
    .orderBy('e.message_id')
    .limit(20)
    .execute()
  for (const row of waiting) {
    const request = await toRequest(database.db, workspaceId, row)
    const mail = { ...composed(request, providers.storage, workspaceId), date: row.at }
    try {
      const raw = await new MailComposer(mail).compile().build()
      const kept = await client.append(folder, raw, ['\\Seen'], row.at)
      if (!kept) throw new Error('the mail server took no copy')
    } catch (error) {
      if (!client.usable) throw error
      log.warn({ channelId, folder, messageId: row.message_id, err: error }, 'no copy of a mail could be kept')
    }
    await database.db
      .updateTable('mail')
      .set({ copy_channel_id: null })
      .where('workspace_id', '=', workspaceId)
      .where('message_id', '=', row.message_id)
      .execute()
  }
  return waiting.length
}

type Row = Readonly<{
  message_id: string
  subject: string
  html: string | null
  text: string
  headers: Record<string, string>
}>

async function toRequest(db: Db, workspaceId: string, row: Row): Promise<MailRequest> {
  const { 'message-id': id = '', from = '', to = '', cc = '', 'reply-to': replyTo = '', ...headers } = row.headers
  const attachments = await db
    .selectFrom('attachment')
    .select(['id', 'name', 'type', 'size', 'is_voice as isVoice'])
    .where('workspace_id', '=', workspaceId)
    .where('message_id', '=', row.message_id)
    .orderBy('position')
    .execute()
  const list = (addresses: string) => addresses.split(', ').filter((each) => each !== '')
  return {
    kind: 'mail',
    ...{ id, from, to: list(to), cc: list(cc), bcc: [], replyTo, headers },
    ...{ subject: row.subject, text: row.text, html: row.html },
    attachments: attachments.map((each) => ({ ...each, size: Number(each.size) })),
  }
}
