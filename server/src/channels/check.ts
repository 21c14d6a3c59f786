import type { Actor } from '@fairlead/sdk'
import type { Database, Db } from '../db/database.ts'
import { AppError, found } from '../errors.ts'
import { checkMailAccount } from '../mailboxes/check.ts'
import { toMailAccount } from '../providers/mail-account.ts'
import type { Providers } from '../providers/providers.ts'
import { takeSteps } from '../providers/take-steps.ts'
import { type AnyAccount, type LoadedAccount, loadAccount, openSecrets, toAccount } from './account.ts'
import type { Checked, Failure } from './channel.ts'
import { type ChannelEdit, keepLearned, type NewChannel } from './connect.ts'
import { type AnyChannel, channels } from './list.ts'
import { failure } from './step.ts'

type Settings = Readonly<Record<string, unknown>>
type Answer = Readonly<{ kind: 'done'; value: Checked<Record<string, unknown>> }> | Failure

/**
 * What the provider says of an account that is about to be connected, for types that cannot do without.
 * @throws {AppError} `provider_refused`, `provider_unavailable`
 */
export async function learnSettings(
  providers: Providers,
  workspaceId: string,
  { id, input }: Readonly<{ id: string; input: NewChannel }>,
): Promise<Settings> {
  const { adapter } = channels[input.type]
  if (!adapter?.isCheckedFirst) return {}
  return learn(adapter, toAccount({ ...input, id }, input.secrets, providers), { ...providers, workspaceId })
}

/** The same when settings or secrets are changed: a new token may be of another account. */
export async function learnChange(
  { db }: Database,
  providers: Providers,
  { workspaceId, id, edit }: Readonly<{ workspaceId: string; id: string; edit: ChannelEdit }>,
): Promise<ChannelEdit> {
  const isOfAccount = edit.settings !== undefined || Object.keys(edit.secrets ?? {}).length > 0
  if (!isOfAccount) return edit
  const row = found(
    await db
      .selectFrom('channel')
      .select(['id', 'type', 'settings', 'secrets'])
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .where('deleted_at', 'is', null)
      .executeTakeFirst(),
  )
  const { adapter } = channels[row.type]
  if (!adapter?.isCheckedFirst) return edit
  const settings = { ...row.settings, ...edit.settings }
  const secrets = { ...openSecrets(providers.secrets, id, row.secrets), ...edit.secrets }
  const account = toAccount({ ...row, settings }, secrets, providers)
  const learned = await learn(adapter, account, { ...providers, workspaceId })
  return { ...edit, settings: { ...edit.settings, ...learned } }
}

/**
 * Asks the provider whether the account works, and keeps what it tells of it; null when nobody can be asked.
 * @throws {AppError} `channel_account_taken`
 */
export async function checkChannel(
  database: Database,
  providers: Providers,
  { workspaceId, id, actor }: Readonly<{ workspaceId: string; id: string; actor: Actor }>,
): Promise<Answer | null> {
  await requireChannel(database.db, workspaceId, id)
  const account = await loadAccount(database.db, providers, workspaceId, id)
  if (account?.adapter.type === 'email') return checkMail(account, providers)
  if (!account?.adapter.check) return null
  const checked: Answer = await takeSteps(account.adapter.check(account), { ...providers, workspaceId })
  if (checked.kind === 'done') {
    const learned = { asked: account, told: checked.value.settings }
    await database.transact((tx) => keepLearned(tx, { workspaceId, actor, secrets: providers.secrets }, id, learned))
  }
  return checked
}

// Mail has servers instead of a provider, each with its own words.
async function checkMail(account: LoadedAccount, providers: Providers): Promise<Answer> {
  const mailAccount = toMailAccount(account)
  const { imap, smtp } = await checkMailAccount(mailAccount, providers)
  const problems = [...(imap === null ? [] : [`IMAP: ${imap}`]), ...(smtp === null ? [] : [`SMTP: ${smtp}`])]
  if (problems.length === 0) return { kind: 'done', value: { name: mailAccount.settings.address, settings: {} } }
  const detail = problems.join(' · ')
  return failure('auth_invalid', detail)
}

/** What a manager is told when the provider does not take what they entered. */
export function refusedByProvider({ code, detail, retry }: Failure): AppError {
  return new AppError(retry === 'later' ? 'provider_unavailable' : 'provider_refused', {
    detail: `The provider says: ${detail}`,
    data: { reason: code },
  })
}

async function learn(
  adapter: AnyChannel,
  account: AnyAccount,
  context: Parameters<typeof takeSteps>[1],
): Promise<Settings> {
  if (!adapter.check) return {}
  const checked: Answer = await takeSteps(adapter.check(account), context)
  if (checked.kind === 'failure') throw refusedByProvider(checked)
  return checked.value.settings
}

async function requireChannel(db: Db, workspaceId: string, id: string): Promise<void> {
  found(
    await db
      .selectFrom('channel')
      .select('id')
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .where('deleted_at', 'is', null)
      .executeTakeFirst(),
  )
}
