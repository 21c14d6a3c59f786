/**
 * Asks the provider who somebody is. Nothing waits for it, and nothing that a person wrote is written over: only a name
 * that was made up of an address gives way.
 */
import { openDownload } from '../attachments/download.ts'
import { mediaTypeOf } from '../attachments/media-type.ts'
import { loadAccount } from '../channels/account.ts'
import type { Profile, ProviderRequest } from '../channels/channel.ts'
import { now } from '../db/clock.ts'
import { append, type Database, type Tx } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { AppError, found } from '../errors.ts'
import { addJob } from '../jobs/add.ts'
import { OutboundError } from '../providers/guarded-fetch.ts'
import type { Providers } from '../providers/providers.ts'
import { takeSteps } from '../providers/take-steps.ts'
import { profileForMs } from './find-or-make.ts'
import { loadContact } from './present.ts'

const maxPictureBytes = 5 * 1024 * 1024
const pictureTimeoutMs = 30_000
const maxNameLength = 200

type Job = Readonly<{ workspaceId: string; id: string; channelId: string }>

/** The job. @throws when it is worth trying again. */
export async function fetchProfile(database: Database, providers: Providers, job: Job): Promise<void> {
  const { workspaceId, id, channelId } = job
  const identity = await database.db
    .selectFrom('identity')
    .select(['id', 'address', 'profile_at'])
    .where('workspace_id', '=', workspaceId)
    .where('channel_id', '=', channelId)
    .where('contact_id', '=', id)
    .orderBy('last_used_at', 'desc')
    .executeTakeFirst()
  if (!identity || (identity.profile_at !== null && now() - identity.profile_at.getTime() < profileForMs)) return
  const account = await loadAccount(database.db, providers, workspaceId, channelId)
  if (!account?.adapter.profile) return

  const context = { ...providers, workspaceId }
  const answer = await takeSteps(account.adapter.profile(identity.address, account), context)
  if (answer.kind === 'failure' && answer.retry === 'later') throw new Error(`no profile yet: ${answer.detail}`)
  const profile = answer.kind === 'done' ? answer.value : null
  const avatarId = profile?.avatar ? await storePicture(providers, workspaceId, profile.avatar) : null
  await database.transact((tx) => write(tx, job, { identityId: identity.id, profile, avatarId }))
}

// A contact without a picture is better than none at all.
async function storePicture(
  { fetch, storage }: Providers,
  workspaceId: string,
  request: ProviderRequest,
): Promise<string | null> {
  const opened = await openDownload(fetch, request, { timeoutMs: pictureTimeoutMs, isLocated: true })
  if (opened.kind === 'failure') return null
  const id = newId()
  try {
    const { head } = await storage.write(workspaceId, id, opened.body, maxPictureBytes)
    if (/^image\/(jpeg|png|gif|webp)$/.test(await mediaTypeOf(head, null))) return id
  } catch (error) {
    if (!(error instanceof AppError) && !(error instanceof OutboundError)) throw error
    return null
  }
  await storage.remove(workspaceId, id)
  return null
}

type News = Readonly<{ identityId: string; profile: Profile | null; avatarId: string | null }>

async function write(tx: Tx, { workspaceId, id }: Job, { identityId, profile, avatarId }: News): Promise<void> {
  await tx
    .updateTable('identity')
    .set({ profile_at: new Date(now()) })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', identityId)
    .execute()
  const before = await tx
    .selectFrom('contact')
    .select(['name', 'is_name_given', 'locale', 'avatar_id'])
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst()
  // Merged into another meanwhile.
  if (!before) return removePicture(tx, workspaceId, avatarId)

  const name = profile?.name?.trim().slice(0, maxNameLength).toWellFormed()
  const after = {
    name: name && !before.is_name_given ? name : before.name,
    locale: before.locale ?? profile?.locale ?? null,
    avatar_id: avatarId ?? before.avatar_id,
  }
  if (avatarId !== null) await removePicture(tx, workspaceId, before.avatar_id)
  const isSame = after.name === before.name && after.locale === before.locale && after.avatar_id === before.avatar_id
  if (isSame) return
  await tx.updateTable('contact').set(after).where('workspace_id', '=', workspaceId).where('id', '=', id).execute()
  const contact = found(await loadContact(tx, workspaceId, id))
  append(tx, {
    workspaceId,
    type: 'contact.changed',
    subjectId: id,
    actor: { type: 'system', id: null },
    data: { contact },
  })
}

// Once that is committed.
async function removePicture(tx: Tx, workspaceId: string, id: string | null): Promise<void> {
  if (id !== null) await addJob(tx, 'attachment.remove', { workspaceId, id }, { key: `remove:${id}` })
}
