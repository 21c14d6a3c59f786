import type { Logger } from 'pino'
import { keepBytes } from '../attachments/keep-bytes.ts'
import type { LoadedAccount } from '../channels/account.ts'
import type { InboundEvent } from '../channels/inbound.ts'
import { mostOpened } from '../conversations/opened-lately.ts'
import { receive } from '../conversations/receive.ts'
import type { Database } from '../db/database.ts'
import { isOfContent } from '../db/is-of-content.ts'
import { cameIn, hadTrouble } from '../metrics/notices.ts'
import type { Providers } from '../providers/providers.ts'
import { advance, type Cursor, type Folder, LostMailbox } from './cursor.ts'

export type Fetched = Readonly<{
  uid: number
  raw: Uint8Array
  /** When the server got it. */
  at: number
  /** There is more of it than was fetched. */
  isCut: boolean
}>

type Context = Readonly<{ database: Database; providers: Providers; log: Logger }>

/**
 * Stores a mail and that it was read, in one transaction. One that cannot be read, or stored, is stored as it is or
 * passed over, and written to the log: it must not stand in the way of all that come after it.
 */
export async function storeMail(
  { database, providers, log }: Context,
  account: LoadedAccount,
  folder: Folder,
  cursor: Cursor,
  fetched: Fetched,
): Promise<void> {
  const { workspaceId, channelId } = folder
  const store = async (events: readonly InboundEvent[]) => {
    const kept = await keepBytes(providers.storage, { workspaceId, channelId }, events)
    const joined = await database.transact(async (tx) => {
      await advance(tx, folder, cursor, fetched.uid)
      const { refused, joined } = await receive(tx, [{ workspaceId, channelId, events: kept.filter(isNotIgnored) }])
      if (refused.length > 0) throw new LostMailbox()
      return joined
    })
    for (const address of joined) tellOfFlood(address)
    if (kept.some(isNotIgnored)) cameIn.tell({ workspaceId, channelId })
  }
  const about = { channelId, folder: folder.folder, uid: fetched.uid }
  const tellOfFlood = (address: string) => {
    const detail = `${address} began ${mostOpened} conversations within an hour: what else comes from there joins the last one.`
    log.warn(
      { ...about, address, most: mostOpened },
      'a sender begins too many conversations; a mail joined their last one',
    )
    hadTrouble.tell({ workspaceId, channelId, code: 'policy', detail })
  }
  const events = await read(account, folder, fetched)
  for (const event of events) if (event.kind === 'ignored') log.info({ ...about, what: event.what }, 'mail ignored')
  try {
    await store(events)
  } catch (error) {
    if (error instanceof LostMailbox || !isOfContent(error)) throw error
    log.error({ ...about, err: error }, 'a mail could not be stored; it is kept as it is')
    try {
      await store(await read(account, folder, fetched, true))
    } catch (again) {
      if (again instanceof LostMailbox || !isOfContent(again)) throw again
      log.error({ ...about, err: again }, 'a mail could not be stored; it is passed over')
      await store([])
    }
  }
}

async function read(account: LoadedAccount, { folder }: Folder, { raw, at, isCut }: Fetched, isUnreadable = false) {
  const query = new URLSearchParams({ at: String(at), folder })
  if (isCut) query.set('isCut', 'true')
  if (isUnreadable) query.set('isUnreadable', 'true')
  return account.adapter.parse({ method: 'FETCH', url: '', query, headers: new Headers(), body: raw }, account)
}

function isNotIgnored(event: InboundEvent): boolean {
  return event.kind !== 'ignored'
}
