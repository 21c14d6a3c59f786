import { randomBytes } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { type Actor, type Channel, type ChannelType, channelTypes, type postChannel } from '@fairlead/sdk'
import type { z } from 'zod'
import { holdForChange } from '../assignment/lock.ts'
import type { Secrets } from '../auth/secrets.ts'
import { now } from '../db/clock.ts'
import { append, type Tx } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { AppError, found, refusal } from '../errors.ts'
import { addJob } from '../jobs/add.ts'
import { enqueueDelivery } from '../messages/enqueue-delivery.ts'
import { requireTeams } from '../teams/queries.ts'
import { enqueueSync } from '../templates/enqueue-sync.ts'
import { type AnyAccount, openSecrets, sealSecrets } from './account.ts'
import { announceChannel } from './announce.ts'
import { channels } from './list.ts'
import { presentChannel } from './present.ts'

type Context = Readonly<{ workspaceId: string; actor: Actor; secrets: Secrets; publicUrl: string }>
type Settings = Readonly<Record<string, unknown>>

export type NewChannel = z.output<(typeof postChannel)['body']>

/**
 * Connects a channel. What its type needs in secrets of our own is generated. `learned`: what its provider said of the
 * account before.
 */
export async function connectChannel(
  tx: Tx,
  { workspaceId, actor, secrets, publicUrl }: Context,
  input: NewChannel,
  { id = newId(), learned = {} }: Readonly<{ id?: string; learned?: Settings }> = {},
): Promise<Channel> {
  if (input.teamId) await requireTeams(tx, workspaceId, [input.teamId])
  const open = { ...input.secrets, ...makeOwn(input.type) }
  const settings = parseSettings(input.type, { ...input.settings, ...learned })
  const accountId = accountIdOf(input.type, settings)
  await requireFreeAccount(tx, workspaceId, { id, type: input.type, accountId })
  const row = await tx
    .insertInto('channel')
    .values({
      workspace_id: workspaceId,
      id,
      type: input.type,
      name: input.name,
      team_id: input.teamId,
      settings: JSON.stringify(settings),
      account_id: accountId,
      secrets: sealSecrets(secrets, id, open),
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  append(tx, {
    workspaceId,
    type: 'channel.created',
    subjectId: id,
    actor,
    data: { channel: presentChannel(row, null) },
  })
  await enqueueTalks(tx, row)
  return presentChannel(row, { open, publicUrl })
}

export type ChannelEdit = Readonly<{
  name?: string | undefined
  teamId?: string | null | undefined
  settings?: Settings | undefined
  secrets?: Readonly<Record<string, string | undefined>> | undefined
  weight?: number | undefined
  agentLimit?: number | null | undefined
  reopenHours?: number | null | undefined
}>

/** Changes a channel. A broken one whose secrets or settings are given is tried again, and what waited goes out. */
export async function editChannel(
  tx: Tx,
  { workspaceId, actor, secrets, publicUrl }: Context,
  id: string,
  edit: ChannelEdit,
): Promise<Channel> {
  await holdForChange(tx, workspaceId)
  const row = await lockChannel(tx, workspaceId, id)
  if (edit.teamId) await requireTeams(tx, workspaceId, [edit.teamId])
  const settings = parseSettings(row.type, { ...row.settings, ...edit.settings })
  const given = Object.fromEntries(Object.entries(edit.secrets ?? {}).filter(([, value]) => value !== undefined))
  const open = { ...openSecrets(secrets, id, row.secrets), ...parseSecrets(row.type, given) }
  const isOfAccount = Object.keys(given).length > 0 || edit.settings !== undefined
  const isMended = row.status === 'broken' && isOfAccount
  const accountId = accountIdOf(row.type, settings)
  await requireFreeAccount(tx, workspaceId, { id, type: row.type, accountId })

  const changed = await tx
    .updateTable('channel')
    .set({
      settings: JSON.stringify(settings),
      account_id: accountId,
      secrets: sealSecrets(secrets, id, open),
      ...(edit.name === undefined ? {} : { name: edit.name }),
      ...(edit.teamId === undefined ? {} : { team_id: edit.teamId }),
      weight: edit.weight ?? row.weight,
      agent_limit: edit.agentLimit === undefined ? row.agent_limit : edit.agentLimit,
      reopen_hours: edit.reopenHours === undefined ? row.reopen_hours : edit.reopenHours,
      ...(isMended ? { status: 'active', status_reason: null } : {}),
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
  announceChannel(tx, changed, actor)
  if (isMended) await resumeDelivery(tx, workspaceId, id)
  if (isOfAccount) await enqueueTalks(tx, changed)
  return presentChannel(changed, { open, publicUrl })
}

/** `asked`: the account as it was when its provider was asked. `told`: what the provider said of it. */
type Learned = Readonly<{ asked: Pick<AnyAccount, 'settings' | 'secrets'>; told: Settings }>

/** Keeps what the provider told of a connected account, unless it was made another one meanwhile. */
export async function keepLearned(
  tx: Tx,
  { workspaceId, actor, secrets }: Pick<Context, 'workspaceId' | 'actor' | 'secrets'>,
  id: string,
  { asked, told }: Learned,
): Promise<void> {
  const row = await lockChannel(tx, workspaceId, id)
  const isAsAsked = isDeepStrictEqual(
    [row.settings, openSecrets(secrets, id, row.secrets)],
    [asked.settings, asked.secrets],
  )
  const settings = parseSettings(row.type, { ...row.settings, ...told })
  if (!isAsAsked || isDeepStrictEqual(settings, parseSettings(row.type, row.settings))) return
  const accountId = accountIdOf(row.type, settings)
  await requireFreeAccount(tx, workspaceId, { id, type: row.type, accountId })
  const changed = await tx
    .updateTable('channel')
    .set({ settings: JSON.stringify(settings), account_id: accountId })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
  announceChannel(tx, changed, actor)
}

/** The account works, says its provider: what waited goes out. */
export async function reconnectChannel(tx: Tx, context: Context, id: string): Promise<Channel> {
  return changeAccount(tx, context, id, (row) => ({ secrets: row.secrets }))
}

/** Makes a secret of our own anew. @throws {AppError} `invalid_request` when there is none of that name. */
export async function rotateSecret(tx: Tx, context: Context, id: string, name: string): Promise<Channel> {
  return changeAccount(tx, context, id, ({ type, status, secrets }) => {
    if (!Object.hasOwn(channelTypes[type].own, name)) {
      throw refusal('invalid_request', [{ path: 'secret', message: 'there is no secret of ours by that name' }])
    }
    const open = { ...openSecrets(context.secrets, id, secrets), [name]: makeSecret() }
    return { status, secrets: sealSecrets(context.secrets, id, open) }
  })
}

type Row = Awaited<ReturnType<typeof lockChannel>>
type AccountChange = Readonly<{ status?: Row['status']; secrets: Buffer }>

async function changeAccount(
  tx: Tx,
  { workspaceId, actor, secrets, publicUrl }: Context,
  id: string,
  change: (row: Row) => AccountChange,
): Promise<Channel> {
  await holdForChange(tx, workspaceId)
  const row = await lockChannel(tx, workspaceId, id)
  const { status = 'active', secrets: sealed } = change(row)
  const changed = await tx
    .updateTable('channel')
    .set({ status, status_reason: status === 'active' ? null : row.status_reason, secrets: sealed })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
  announceChannel(tx, changed, actor)
  if (status === 'active') await resumeDelivery(tx, workspaceId, id)
  await enqueueTalks(tx, changed)
  return presentChannel(changed, { open: openSecrets(secrets, id, changed.secrets), publicUrl })
}

/** Disconnects: nothing comes in or goes out any more, and what waited says so. What was said stays readable. */
export async function disconnectChannel(
  tx: Tx,
  { workspaceId, actor }: Pick<Context, 'workspaceId' | 'actor'>,
  id: string,
): Promise<void> {
  await lockChannel(tx, workspaceId, id)
  await tx
    .updateTable('channel')
    .set({ deleted_at: new Date(now()), secrets: Buffer.alloc(0) })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
  append(tx, { workspaceId, type: 'channel.deleted', subjectId: id, actor, data: { id } })
  await resumeDelivery(tx, workspaceId, id)
}

async function lockChannel(tx: Tx, workspaceId: string, id: string) {
  return found(
    await tx
      .selectFrom('channel')
      .selectAll()
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .where('deleted_at', 'is', null)
      .forNoKeyUpdate()
      .executeTakeFirst(),
  )
}

/** Anew what we make ourselves: long enough that nobody guesses it, in letters that every form takes. */
function makeOwn(type: ChannelType): Record<string, string> {
  return Object.fromEntries(Object.keys(channelTypes[type].own).map((name) => [name, makeSecret()]))
}

function makeSecret(): string {
  return randomBytes(32).toString('hex')
}

// Where to call, and with which secret of ours, is told by a job, and another asks for templates: the provider may be
// away.
async function enqueueTalks(
  tx: Tx,
  { workspace_id: workspaceId, id, type }: Pick<Row, 'workspace_id' | 'id' | 'type'>,
): Promise<void> {
  const { adapter } = channels[type]
  if (adapter?.listTemplates) await enqueueSync(tx, { workspaceId, channelId: id })
  if (!adapter?.subscribe) return
  await addJob(tx, 'channel.subscribe', { workspaceId, id }, { key: `subscribe:${id}`, runAt: new Date(now()) })
}

function parseSettings(type: ChannelType, settings: Settings): Settings {
  return requireValid('settings', channelTypes[type].settings.safeParse(settings))
}

// Only those given: a default would take the place of what is stored.
function parseSecrets(type: ChannelType, given: Settings): Settings {
  const parsed = requireValid('secrets', channelTypes[type].secrets.partial().strict().safeParse(given))
  return Object.fromEntries(Object.entries(parsed).filter(([name]) => name in given))
}

function requireValid(where: string, parsed: z.ZodSafeParseResult<Record<string, unknown>>): Settings {
  if (parsed.success) return parsed.data
  const errors = parsed.error.issues.map(({ path, message }) => ({ path: [where, ...path].join('.'), message }))
  throw new AppError('invalid_request', { data: { errors } })
}

function accountIdOf(type: ChannelType, settings: Settings): string | null {
  return channels[type].adapter?.accountIdOf(settings) ?? null
}

async function requireFreeAccount(
  tx: Tx,
  workspaceId: string,
  { id, type, accountId }: Readonly<{ id: string; type: ChannelType; accountId: string | null }>,
): Promise<void> {
  if (accountId === null) return
  const other = await tx
    .selectFrom('channel')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('type', '=', type)
    .where('account_id', '=', accountId)
    .where('id', '<>', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (other) throw new AppError('channel_account_taken')
}

async function resumeDelivery(tx: Tx, workspaceId: string, channelId: string): Promise<void> {
  const waiting = await tx
    .selectFrom('message')
    .select('conversation_id')
    .distinct()
    .where('workspace_id', '=', workspaceId)
    .where('channel_id', '=', channelId)
    .where('state', 'in', ['pending', 'sending'])
    .execute()
  for (const { conversation_id: id } of waiting) await enqueueDelivery(tx, { workspaceId, id }, new Date(now()))
}
