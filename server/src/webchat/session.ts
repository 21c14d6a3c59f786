import { randomUUID } from 'node:crypto'
import { type SessionResponse, type sessionRequest, webchatSettings } from '@fairlead/sdk'
import type { z } from 'zod'
import type { Secrets } from '../auth/secrets.ts'
import { openSecrets } from '../channels/account.ts'
import { goOnAt } from '../contacts/address.ts'
import { lockAddresses } from '../contacts/hold.ts'
import { loadContacts } from '../contacts/present.ts'
import { append, type Database, type Db, type Tx } from '../db/database.ts'
import { AppError, found } from '../errors.ts'
import { readCursor } from '../events/log.ts'
import { countUnread, findContact, listOwnConversations, readHistory } from './history.ts'
import { isUser, makeVisitorToken, tryVisitorToken, type Visitor, verifyIdentity } from './visitor.ts'

export type WebchatChannel = Awaited<ReturnType<typeof loadWebchat>>

/** @throws {AppError} `not_found` when there is no such web chat. */
export async function loadWebchat(db: Db, channelId: string) {
  const row = found(
    await db
      .selectFrom('channel as c')
      .innerJoin('workspace as w', 'w.id', 'c.workspace_id')
      .selectAll('c')
      .select('w.language')
      .where('c.id', '=', channelId)
      .where('c.type', '=', 'webchat')
      .where('c.deleted_at', 'is', null)
      .executeTakeFirst(),
  )
  return {
    workspaceId: row.workspace_id,
    channelId: row.id,
    teamId: row.team_id,
    language: row.language,
    settings: webchatSettings.parse(row.settings),
    sealed: row.secrets,
  }
}

/** Begins or resumes a visit: who they are, what was said, and where the stream goes on. */
export async function openSession(
  { database, secrets }: { database: Database; secrets: Secrets },
  channel: WebchatChannel,
  request: z.output<typeof sessionRequest>,
): Promise<SessionResponse> {
  const { db } = database
  const visitor = await identify(database, secrets, channel, request)
  const cursor = await readCursor(db, channel.workspaceId)
  const contact = await findContact(db, channel, visitor.address)
  const conversations = contact ? await listOwnConversations(db, channel, contact.id, visitor.address) : []
  const { messages, hasOlder } = await readHistory(db, channel.workspaceId, conversations, null)
  const current = conversations.find(({ status }) => status !== 'closed')
  const { title, greeting, color } = channel.settings

  return {
    visitorToken: makeVisitorToken(secrets, visitor),
    channel: { title, greeting, color },
    messages,
    hasOlder,
    assignee: current?.assignee_name ? { name: current.assignee_name } : null,
    unreadCount: await countUnread(
      db,
      channel.workspaceId,
      conversations.map(({ id }) => id),
    ),
    isAnyoneOnline: await isAnyoneOnline(db, channel),
    cursor,
  }
}

async function identify(
  database: Database,
  secrets: Secrets,
  channel: WebchatChannel,
  { visitorToken, identity, locale }: z.output<typeof sessionRequest>,
): Promise<Visitor> {
  const { channelId } = channel
  const known = visitorToken === null ? null : tryVisitorToken(secrets, channelId, visitorToken)
  const open = openSecrets(secrets, channelId, channel.sealed)
  const proven = identity && verifyIdentity(identity, String(open.identitySecret ?? ''))
  const profile = {
    name: identity?.name ?? known?.profile.name ?? null,
    email: identity?.email?.toLowerCase() ?? known?.profile.email ?? null,
    locale: locale ?? known?.profile.locale ?? null,
  }

  if (identity && !proven && (identity.hash !== '' || channel.settings.requireIdentity)) {
    throw new AppError('identity_unverified')
  } else if (proven) {
    const user = { channelId, address: proven, profile }
    await database.transact((tx) => linkUser(tx, channel, user, known))
    return user
  } else if (channel.settings.requireIdentity && !(known && isUser(known.address))) {
    throw new AppError('identity_unverified', {
      detail: 'This chat is for signed-in customers: the page has to identify them.',
    })
  } else {
    return { channelId, address: known?.address ?? `visitor:${randomUUID()}`, profile }
  }
}

// Somebody who wrote before signing in stays the same contact, unless the user is known as another already: an
// anonymous visitor is never merged into a known contact. From then on only the user is spoken to: the address of
// before may be known to whoever used this browser earlier, and must not open what the user writes.
async function linkUser(tx: Tx, channel: WebchatChannel, user: Visitor, anonymous: Visitor | null): Promise<void> {
  const { workspaceId, channelId } = channel
  const addresses = [user.address, ...(anonymous ? [anonymous.address] : [])]
  await lockAddresses(tx, [{ ...channel, sender: { addresses, matchKeys: [], name: null, phone: null } }])
  const existing = await findContact(tx, channel, user.address)
  const visitor =
    anonymous && !isUser(anonymous.address) ? await findContact(tx, channel, anonymous.address) : undefined
  const isFree = visitor && !(await hasUserIdentity(tx, channel, visitor.id))
  const contactId = existing?.id ?? (isFree ? visitor.id : null)
  const set = Object.fromEntries(Object.entries(user.profile).filter(([, value]) => value !== null))
  // Nobody is made a contact by only looking: the first message does.
  if (contactId === null) return

  const [before] = await loadContacts(tx, workspaceId, [contactId])
  if (Object.keys(set).length > 0) {
    await tx
      .updateTable('contact')
      .set(set)
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', contactId)
      .execute()
  }
  if (!existing) {
    await tx
      .updateTable('identity')
      .set({ address: user.address, is_verified: true })
      .where('workspace_id', '=', workspaceId)
      .where('channel_id', '=', channelId)
      .where('address', '=', anonymous!.address)
      .execute()
    await goOnAt(tx, channel, contactId, { oldAddress: anonymous!.address, newAddress: user.address })
  }
  const [contact] = await loadContacts(tx, workspaceId, [contactId])
  if (JSON.stringify(before) === JSON.stringify(contact)) return
  append(tx, {
    workspaceId,
    type: 'contact.changed',
    subjectId: contactId,
    actor: { type: 'contact', id: contactId },
    data: { contact: contact! },
  })
}

async function hasUserIdentity(
  tx: Tx,
  { workspaceId, channelId }: WebchatChannel,
  contactId: string,
): Promise<boolean> {
  const row = await tx
    .selectFrom('identity')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('channel_id', '=', channelId)
    .where('contact_id', '=', contactId)
    .where('address', 'like', 'user:%')
    .executeTakeFirst()
  return row !== undefined
}

async function isAnyoneOnline(db: Db, { workspaceId, teamId }: WebchatChannel): Promise<boolean> {
  const row = await db
    .selectFrom('member as m')
    .select('m.id')
    .where('m.workspace_id', '=', workspaceId)
    .where('m.presence', '=', 'online')
    .$if(teamId !== null, (query) =>
      query
        .innerJoin('team_member as t', (join) =>
          join.onRef('t.workspace_id', '=', 'm.workspace_id').onRef('t.member_id', '=', 'm.id'),
        )
        .where('t.team_id', '=', teamId!),
    )
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
