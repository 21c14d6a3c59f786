import type { Template } from '@fairlead/sdk'
import type { Db } from '../db/database.ts'
import { AppError, found } from '../errors.ts'
import type { Providers } from '../providers/providers.ts'
import { takeSteps } from '../providers/take-steps.ts'
import { loadAccount } from './account.ts'

/** The message templates of a channel, as its provider has them now. */
export async function readTemplates(
  db: Db,
  providers: Providers,
  workspaceId: string,
  channelId: string,
): Promise<Template[]> {
  const account = found(await loadAccount(db, providers, workspaceId, channelId))
  const { adapter } = account
  if (!adapter.listTemplates) throw new AppError('templates_unsupported')

  const listed = await takeSteps(adapter.listTemplates(account), { ...providers, workspaceId })
  if (listed.kind === 'failure') {
    throw new AppError('provider_unavailable', {
      detail: `The provider says: ${listed.detail}`,
      data: { reason: listed.code },
    })
  }
  return listed.value.map((template) => structuredClone(template) as Template)
}
