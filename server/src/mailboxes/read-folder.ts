import type { FetchMessageObject, ImapFlow } from 'imapflow'
import type { Logger } from 'pino'
import type { LoadedAccount } from '../channels/account.ts'
import { now } from '../db/clock.ts'
import type { Database } from '../db/database.ts'
import type { Providers } from '../providers/providers.ts'
import { advance, type Cursor, type Folder, loadCursor, setCursor } from './cursor.ts'
import { storeMail } from './store-mail.ts'

/** Of a larger mail only the beginning is fetched: its head, and most often its text. */
const mostBytes = 40 * 1024 * 1024
const beginningBytes = 1024 * 1024
/** When a folder is numbered anew, this much of it is read again; what is known by its Message-ID is not stored twice. */
const readAgainMs = 3 * 24 * 3_600_000
const firstMomentsMs = 10 * 60_000
/** Sizes and dates asked for at a time. */
const page = 500

type Context = Readonly<{ database: Database; providers: Providers; log: Logger }>

/** Stores what came into a folder since it was last read, one by one in the order of coming. Answers how many. */
export async function readFolder(
  context: Context,
  client: ImapFlow,
  account: LoadedAccount,
  folder: Folder,
  { isStopped, stored }: Readonly<{ isStopped: () => boolean; stored: () => void }>,
): Promise<number> {
  // Read-only: nobody's mail program shows as read what only we have read.
  const { uidValidity, uidNext, exists } = await client.mailboxOpen(folder.folder, { readOnly: true })
  let cursor = await findCursor(context, client, folder, { uidValidity: String(uidValidity), uidNext })
  let count = 0
  while (exists > 0 && cursor.lastUid < uidNext - 1 && !isStopped()) {
    const heads = await listNext(client, cursor)
    if (heads.length === 0) break
    for (const head of heads) {
      if (isStopped()) return count
      await storeOne(context, client, account, folder, cursor, head)
      cursor = { ...cursor, lastUid: head.uid }
      count += 1
      stored()
    }
  }
  return count
}

async function findCursor(
  { database, log }: Context,
  client: ImapFlow,
  folder: Folder,
  { uidValidity, uidNext }: Readonly<{ uidValidity: string; uidNext: number }>,
): Promise<Cursor> {
  const known = await loadCursor(database.db, folder)
  if (known?.uidValidity === uidValidity) return known
  // At the first time we begin at the end: what was there before us is somebody else's.
  let lastUid = known ? uidNext - 1 : await endOf(database, client, folder, uidNext)
  if (known) {
    log.warn(
      { channelId: folder.channelId, folder: folder.folder },
      'a mailbox is numbered anew; reading the last days again',
    )
    const found = await client.search({ since: new Date(now() - readAgainMs) }, { uid: true })
    if (!Array.isArray(found)) throw new Error(closed)
    if (found.length > 0) lastUid = Math.min(...found) - 1
  }
  const cursor = { uidValidity, lastUid }
  await setCursor(database.db, folder, cursor)
  return cursor
}

// But for what came in the moment between connecting the channel and looking: somebody tries it.
async function endOf(database: Database, client: ImapFlow, folder: Folder, uidNext: number): Promise<number> {
  const { created_at } = await database.db
    .selectFrom('channel')
    .select('created_at')
    .where('workspace_id', '=', folder.workspaceId)
    .where('id', '=', folder.channelId)
    .executeTakeFirstOrThrow()
  // Mail servers count in seconds.
  const since = Math.floor(Math.max(created_at.getTime(), now() - firstMomentsMs) / 1000) * 1000
  let lastUid = uidNext - 1
  for (;;) {
    const before = Math.max(0, lastUid - page)
    const heads = before < lastUid ? await listNext(client, { uidValidity: '', lastUid: before }) : []
    const fresh = heads.filter((head) => head.uid <= lastUid && receivedAt(head) >= since)
    if (fresh.length === 0) return lastUid
    lastUid = Math.min(...fresh.map(({ uid }) => uid)) - 1
  }
}

type Head = Pick<FetchMessageObject, 'uid' | 'size' | 'internalDate'>

// A range with `*` always has the last mail in it, read or not.
async function listNext(client: ImapFlow, { lastUid }: Cursor): Promise<Head[]> {
  const heads: Head[] = []
  const range = `${lastUid + 1}:*`
  for await (const { uid, size, internalDate } of client.fetch(
    range,
    { uid: true, size: true, internalDate: true },
    { uid: true },
  )) {
    if (uid > lastUid) heads.push({ uid, size, internalDate })
  }
  if (heads.length === 0) await insistOnNothing(client, range, lastUid)
  return heads.toSorted((a, b) => a.uid - b.uid).slice(0, page)
}

async function storeOne(
  context: Context,
  client: ImapFlow,
  account: LoadedAccount,
  folder: Folder,
  cursor: Cursor,
  { uid, size, internalDate }: Head,
): Promise<void> {
  const isCut = (size ?? 0) > mostBytes
  const source = isCut ? { start: 0, maxLength: beginningBytes } : true
  let raw: Uint8Array | undefined
  // Servers tell of other mails in between, such as that somebody has read one.
  for await (const mail of client.fetch(String(uid), { source, uid: true }, { uid: true })) {
    if (mail.uid === uid) raw ??= mail.source
  }
  if (raw === undefined) {
    await insistOnNothing(client, String(uid), uid - 1)
    // Deleted or moved since: it is nobody's any more.
    await context.database.transact((tx) => advance(tx, folder, cursor, uid))
    return
  }
  await storeMail(context, account, folder, cursor, { uid, raw, at: receivedAt({ internalDate }) || now(), isCut })
}

/**
 * Over a connection that the server is about to close, or has closed, the client finds nothing, as if there were nothing:
 * no mail may be passed over for that. So somebody has to say that there is nothing above `lastUid`.
 */
async function insistOnNothing(client: ImapFlow, range: string, lastUid: number): Promise<void> {
  const found = await client.search({ uid: range }, { uid: true })
  if (!Array.isArray(found) || found.some((uid) => uid > lastUid)) throw new Error(closed)
}

const closed = 'the mail server closed the connection'

function receivedAt({ internalDate }: Pick<Head, 'internalDate'>): number {
  return internalDate instanceof Date ? internalDate.getTime() : Date.parse(internalDate ?? '') || 0
}
