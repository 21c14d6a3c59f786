import type { Logger } from 'pino'
import type { Database } from '../db/database.ts'
import type { Providers } from '../providers/providers.ts'
import { takeSteps } from '../providers/take-steps.ts'
import { loadAccount } from './account.ts'
import { markBroken } from './broken.ts'

type Channel = Readonly<{ workspaceId: string; id: string }>

/** The job: tells the provider where to call. @throws when it is worth trying again. */
export async function subscribeChannel(
  database: Database,
  providers: Providers,
  { workspaceId, id }: Channel,
  { isLastTry }: { isLastTry: boolean },
): Promise<void> {
  const account = await loadAccount(database.db, providers, workspaceId, id)
  if (!account?.adapter.subscribe) return
  const told = await takeSteps(account.adapter.subscribe(account), { ...providers, workspaceId })
  if (told.kind === 'done') return
  if (told.retry === 'later' && !told.isChannelBroken && !isLastTry) {
    throw new Error(`the provider does not know yet where to call: ${told.detail}`)
  }
  const reason = `The provider could not be told where to call (${told.detail}). Until then nothing comes in: check the secrets, then reconnect.`
  await database.transact((tx) => markBroken(tx, { workspaceId, channelId: id }, reason))
}

/** Tells the provider not to call any more, as far as it still listens. Before the secrets are forgotten. */
export async function unsubscribeChannel(
  database: Database,
  providers: Providers,
  log: Logger,
  { workspaceId, id }: Channel,
): Promise<void> {
  try {
    const account = await loadAccount(database.db, providers, workspaceId, id)
    if (!account?.adapter.unsubscribe) return
    const told = await takeSteps(account.adapter.unsubscribe(account), { ...providers, workspaceId })
    if (told.kind === 'failure') log.info({ channelId: id, code: told.code }, 'the provider goes on calling')
  } catch (error) {
    log.warn({ err: error, channelId: id }, 'the provider goes on calling')
  }
}
