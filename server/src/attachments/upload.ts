import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream as WebStream } from 'node:stream/web'
import type { Attachment } from '@fairlead/sdk'
import { Busboy } from '@fastify/busboy'
import type { Context } from 'hono'
import type { Database } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { AppError, found } from '../errors.ts'
import { isShownInline, mediaTypeOf, safeFileName } from './media-type.ts'
import type { Storage } from './storage.ts'

type Uploader = Readonly<{ workspaceId: string; uploadedBy: string }>
type Rules = Readonly<{ maxBytes: number; allows?: (type: string) => boolean }>

/**
 * Takes the file of a multipart body. It belongs to nobody's message yet; what is not sent within a day is deleted.
 * @throws {AppError} `attachment_too_large`, `attachment_type`, or `invalid_request` when there is no `file`.
 */
export async function upload(
  { database, storage }: { database: Database; storage: Storage },
  c: Context,
  { workspaceId, uploadedBy }: Uploader,
  { maxBytes, allows = () => true }: Rules,
): Promise<Attachment> {
  if (Number(c.req.header('content-length') ?? 0) > maxBytes + 64 * 1024) throw tooLarge(maxBytes)
  const id = newId()
  const { name, size, head, claimed } = await readFile(c.req.raw, ({ name, claimed, bytes }) =>
    storage.write(workspaceId, id, bytes, maxBytes).then((stored) => ({ ...stored, name, claimed })),
  )
  const type = await mediaTypeOf(head, claimed)
  if (!allows(type)) {
    await storage.remove(workspaceId, id)
    throw new AppError('attachment_type', { detail: `Files of type ${type} are not taken here.`, data: { type } })
  }
  const attachment: Attachment = { id, name: safeFileName(name), type, size, state: 'stored', isVoice: false }
  await database.db
    .insertInto('attachment')
    .values({
      workspace_id: workspaceId,
      id,
      message_id: null,
      uploaded_by: uploadedBy,
      name: attachment.name,
      type,
      size,
      state: 'stored',
      media_id: null,
    })
    .execute()
  return attachment
}

/**
 * Answers with a stored file so that no browser runs it: an unguessed type, sandboxed, saved rather than shown unless
 * it is a picture, sound, film or PDF. Ranges are served, since players seek.
 */
export async function download(
  { database, storage }: { database: Database; storage: Storage },
  c: Context,
  workspaceId: string,
  id: string,
): Promise<Response> {
  const row = found(
    await database.db
      .selectFrom('attachment')
      .select(['name', 'type', 'state'])
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .executeTakeFirst(),
  )
  const size = row.state === 'stored' ? await storage.size(workspaceId, id) : null
  if (size === null) throw new AppError('not_found', { detail: 'The file is not here (yet).' })

  const range = parseRange(c.req.header('range'), size)
  const disposition = isShownInline(row.type) && c.req.query('download') === undefined ? 'inline' : 'attachment'
  const headers = {
    'content-type': row.type,
    'content-disposition': `${disposition}; filename*=UTF-8''${encodeURIComponent(row.name)}`,
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'private, max-age=31536000, immutable',
    'accept-ranges': 'bytes',
    'content-length': String(range ? range.end - range.start + 1 : size),
    ...(range ? { 'content-range': `bytes ${range.start}-${range.end}/${size}` } : {}),
  }
  const stream = storage.read(workspaceId, id, range ?? undefined)
  return c.body(ReadableStream.from(stream) as ReadableStream, range ? 206 : 200, headers)
}

type Incoming = Readonly<{ name: string; claimed: string; bytes: AsyncIterable<Uint8Array> }>

// Streams the one file to `take` as it comes, so that memory does not grow with it.
async function readFile<T>(request: Request, take: (file: Incoming) => Promise<T>): Promise<T> {
  const contentType = request.headers.get('content-type') ?? ''
  if (!contentType.startsWith('multipart/form-data') || !request.body) throw notMultipart()

  const source = Readable.fromWeb(request.body as WebStream)
  const parser = new Busboy({ headers: { 'content-type': contentType }, limits: { files: 1, fields: 10 } })
  return new Promise<T>((resolve, reject) => {
    let taken: Promise<T> | null = null
    parser.on('file', (field, bytes, name, _encoding, claimed) => {
      if (field !== 'file') {
        bytes.resume()
      } else {
        taken = take({ name: name ?? '', claimed, bytes })
        // Refused in the middle of the file: nobody reads the rest, so the answer must not wait for it.
        taken.catch((error: unknown) => {
          reject(error)
          source.destroy()
        })
      }
    })
    pipeline(source, parser).then(
      () =>
        resolve(taken ?? Promise.reject(new AppError('invalid_request', { detail: 'file: the field is missing.' }))),
      (cause: unknown) => reject(notMultipart(cause)),
    )
  })
}

function notMultipart(cause?: unknown): AppError {
  return new AppError('invalid_request', { detail: 'The body is not multipart/form-data with a field `file`.', cause })
}

function parseRange(header: string | undefined, size: number): { start: number; end: number } | null {
  const match = /^bytes=(\d+)-(\d*)$/.exec(header ?? '')
  if (!match) return null
  const start = Number(match[1])
  const end = Math.min(match[2] ? Number(match[2]) : size - 1, size - 1)
  return start <= end ? { start, end } : null
}

function tooLarge(maxBytes: number): AppError {
  return new AppError('attachment_too_large', {
    detail: `Files may have at most ${Math.floor(maxBytes / 1024 / 1024)} MB.`,
  })
}
