/** Brings in the file of a received message. The message was stored before and is never lost when its file is. */
import type { Logger } from 'pino'
import { loadAccount } from '../channels/account.ts'
import { markBroken } from '../channels/broken.ts'
import type { Database, Tx } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { announceChange } from '../messages/announce.ts'
import { OutboundError } from '../providers/guarded-fetch.ts'
import type { Providers } from '../providers/providers.ts'
import { takeSteps } from '../providers/take-steps.ts'
import { openDownload } from './download.ts'
import { mediaTypeOf, safeFileName } from './media-type.ts'
import { type PictureSize, pictureSizeOf } from './picture-size.ts'
import { type FileFailure, fileFailure, problemOf } from './reason.ts'

/** WhatsApp's largest document; everything else of theirs is smaller. */
const maxBytes = 100 * 1024 * 1024
const downloadTimeoutMs = 120_000

type Job = Readonly<{ workspaceId: string; id: string }>
type Result = { kind: 'stored'; size: number; type: string; picture: PictureSize | null } | FileFailure

/**
 * The job. @throws when it is worth trying again: the job queue's back-off then waits.
 */
export async function fetchAttachment(
  database: Database,
  providers: Providers,
  log: Logger,
  job: Job,
  { isLastTry }: { isLastTry: boolean },
): Promise<void> {
  const attachment = await database.db
    .selectFrom('attachment as a')
    .innerJoin('message as m', (join) =>
      join.onRef('m.workspace_id', '=', 'a.workspace_id').onRef('m.id', '=', 'a.message_id'),
    )
    .select([
      'a.id',
      'a.type',
      'a.name',
      'a.media_id',
      'm.workspace_id',
      'm.id as message_id',
      'm.conversation_id',
      'm.channel_id',
    ])
    .where('a.workspace_id', '=', job.workspaceId)
    .where('a.id', '=', job.id)
    .where('a.state', '=', 'pending')
    .executeTakeFirst()
  if (!attachment) return

  const result = await download(database, providers, { ...attachment, media_id: attachment.media_id ?? '' }).catch(
    (error: unknown) => {
      if (!isLastTry) throw error
      log.error({ err: error, attachmentId: job.id }, 'attachment could not be stored')
      return fileFailure('unknown', 'The file could not be stored.')
    },
  )
  if (result.kind === 'failure') {
    const { code, detail, isChannelBroken } = result
    if (isChannelBroken) {
      const channel = { workspaceId: job.workspaceId, channelId: attachment.channel_id }
      await database.transact((tx) => markBroken(tx, channel, detail))
    }
    // The file outlives a dead token for days: a new one may still get it.
    const isOver = isLastTry || (result.retry === 'never' && !isChannelBroken)
    if (!isOver) throw new Error(`attachment not fetched yet: ${detail}`)
    log.warn({ attachmentId: job.id, code }, 'attachment could not be fetched')
  }

  await database.transact(async (tx) => {
    await lockMessage(tx, job.workspaceId, attachment.message_id)
    await write(tx, job, result, attachment.name)
    await announceChange(
      tx,
      { workspace_id: job.workspaceId, id: attachment.message_id, conversation_id: attachment.conversation_id },
      'attachment',
      { type: 'system', id: null },
    )
  })
}

async function lockMessage(tx: Tx, workspaceId: string, id: string): Promise<void> {
  await tx
    .selectFrom('message')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .execute()
}

type Target = Readonly<{ id: string; type: string; media_id: string; workspace_id: string; channel_id: string }>

async function download(database: Database, providers: Providers, target: Target): Promise<Result> {
  const account = await loadAccount(database.db, providers, target.workspace_id, target.channel_id)
  if (!account) return fileFailure('not_allowed', 'The channel was disconnected.')
  // Where files come along with their message, all that is still to be fetched is what was too large to keep.
  if (!account.adapter.fetchMedia) return fileFailure('too_large', 'It came along, and was too large to be kept.')
  const context = { ...providers, workspaceId: target.workspace_id }
  const first = account.adapter.fetchMedia(target.media_id, account)
  const found = await takeSteps(first, context)
  if (found.kind === 'failure') return found
  const opened = await openDownload(providers.fetch, found.value, {
    timeoutMs: downloadTimeoutMs,
    isLocated: first.kind === 'step',
  })
  if (opened.kind === 'failure') return opened
  try {
    const { size, head } = await providers.storage.write(target.workspace_id, target.id, opened.body, maxBytes)
    const type = await mediaTypeOf(head, target.type)
    return { kind: 'stored', size, type, picture: pictureSizeOf(head, type) }
  } catch (error) {
    if (error instanceof AppError) return fileFailure('too_large', error.message)
    if (error instanceof OutboundError) return fileFailure('unavailable', error.message, 'later')
    throw error
  }
}

async function write(tx: Tx, job: Job, result: Result, name: string): Promise<void> {
  await tx
    .updateTable('attachment')
    .set(
      result.kind === 'stored'
        ? {
            state: 'stored',
            error: null,
            size: result.size,
            type: result.type,
            ...result.picture,
            name: safeFileName(name || defaultName(result.type)),
          }
        : { state: 'failed', error: JSON.stringify(problemOf(result)) },
    )
    .where('workspace_id', '=', job.workspaceId)
    .where('id', '=', job.id)
    .execute()
}

function defaultName(type: string): string {
  const [family = 'file', kind = ''] = type.split('/')
  const extension =
    { jpeg: 'jpg', mpeg: 'mp3', plain: 'txt', 'octet-stream': 'bin' }[kind] ?? kind.replace(/^x-|\+.*$/g, '')
  return `${family === 'application' ? 'file' : family}.${extension}`
}
