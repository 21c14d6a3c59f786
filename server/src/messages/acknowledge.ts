import { loadAccount } from '../channels/account.ts'
import type { Db } from '../db/database.ts'
import type { Providers } from '../providers/providers.ts'
import { takeSteps } from '../providers/take-steps.ts'

/** The job: tells the provider that a tap on a button was heard. @throws when it is worth trying again. */
export async function acknowledgeMessage(
  db: Db,
  providers: Providers,
  { workspaceId, id, token }: Readonly<{ workspaceId: string; id: string; token: string }>,
): Promise<void> {
  const account = await loadAccount(db, providers, workspaceId, id)
  if (!account?.adapter.acknowledge) return
  const told = await takeSteps(account.adapter.acknowledge(token, account), { ...providers, workspaceId })
  if (told.kind === 'failure' && told.retry === 'later') throw new Error(`not acknowledged yet: ${told.detail}`)
}
