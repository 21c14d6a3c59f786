import type { Template } from '@fairlead/sdk'
import type { Db } from '../db/database.ts'
import { AppError, found } from '../errors.ts'
import { ask } from '../providers/ask.ts'
import type { Providers } from '../providers/providers.ts'
import { loadAccount } from './account.ts'
import type { ProviderTemplate } from './channel.ts'

const maxPages = 20

/** The message templates of a channel, as its provider has them now. */
export async function readTemplates(
  db: Db,
  providers: Providers,
  workspaceId: string,
  channelId: string,
): Promise<Template[]> {
  const account = found(await loadAccount(db, providers, workspaceId, channelId))
  const { adapter } = account
  if (!adapter.listTemplates || !adapter.templatesListed) throw new AppError('templates_unsupported')

  const templates: ProviderTemplate[] = []
  let next: ReturnType<NonNullable<typeof adapter.listTemplates>> | null = adapter.listTemplates(account)
  for (let page = 0; next !== null && page < maxPages; page += 1) {
    const listed = adapter.templatesListed(await ask(next, { ...providers, workspaceId }), account)
    if (listed.kind === 'failure') {
      throw new AppError('provider_unavailable', {
        detail: `The provider says: ${listed.detail}`,
        data: { reason: listed.code },
      })
    }
    templates.push(...listed.templates)
    next = listed.next
  }
  return templates.map((template) => structuredClone(template) as Template)
}
