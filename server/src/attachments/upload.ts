import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import type { Attachment } from '@fairlead/sdk'
import { Busboy, type BusboyInstance } from '@fastify/busboy'
import type { Context } from 'hono'
import type { Database } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { AppError, found } from '../errors.ts'
import { isShownInline, mediaTypeOf, safeFileName } from './media-type.ts'
import { pictureSizeOf } from './picture-size.ts'
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
  ).catch(async (error: unknown) => {
    // The body may have broken off behind a file that was whole.
    await storage.remove(workspaceId, id)
    throw error
  })
  const type = await mediaTypeOf(head, claimed)
  if (!allows(type)) {
    await storage.remove(workspaceId, id)
    throw new AppError('attachment_type', { detail: `Files of type ${type} are not taken here.`, data: { type } })
  }
  const picture = pictureSizeOf(head, type)
  const attachment: Attachment = {
    id,
    name: safeFileName(name),
    type,
    size,
    state: 'stored',
    isVoice: false,
    ...picture,
  }
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
      ...picture,
    })
    .execute()
  return attachment
}

/** Answers with a stored file of the workspace. */
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
  if (row.state !== 'stored') throw notHere()
  return sendFile(storage, c, { workspaceId, id, name: row.name, type: row.type })
}

type StoredFile = Readonly<{ workspaceId: string; id: string; name: string; type: string }>

/**
 * Answers with a stored file so that no browser runs it: an unguessed type, sandboxed, saved rather than shown unless
 * it is a picture, sound, film or PDF. Ranges are served, since players seek. `headers`: beside, or instead.
 */
export async function sendFile(
  storage: Storage,
  c: Context,
  { workspaceId, id, name, type }: StoredFile,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const size = await storage.size(workspaceId, id)
  if (size === null) throw notHere()

  const range = parseRange(c.req.header('range'), size)
  if (range === 'outside') return c.body(null, 416, { 'content-range': `bytes */${size}` })
  const disposition = isShownInline(type) && c.req.query('download') === undefined ? 'inline' : 'attachment'
  const bytes = readWhenAsked(() => storage.read(workspaceId, id, range ?? undefined))
  return c.body(ReadableStream.from(bytes) as ReadableStream, range ? 206 : 200, {
    'content-type': type,
    'content-disposition': `${disposition}; filename*=UTF-8''${encodeName(name)}`,
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'private, max-age=31536000, immutable',
    'accept-ranges': 'bytes',
    'content-length': String(range ? range.end - range.start + 1 : size),
    ...(range ? { 'content-range': `bytes ${range.start}-${range.end}/${size}` } : {}),
    ...headers,
  })
}

function notHere(): AppError {
  return new AppError('not_found', { detail: 'The file is not here (yet).' })
}

// RFC 5987 takes fewer characters as they are than an address does.
function encodeName(name: string): string {
  return encodeURIComponent(name).replace(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16)}`)
}

type Incoming = Readonly<{ name: string; claimed: string; bytes: AsyncIterable<Uint8Array> }>

// A HEAD never asks: then no file is opened, and none is left open.
async function* readWhenAsked(open: () => NodeJS.ReadableStream): AsyncGenerator<Uint8Array> {
  for await (const chunk of open()) yield chunk as unknown as Uint8Array
}

// Streams the one file to `take` as it comes, so that memory does not grow with it.
async function readFile<T>(request: Request, take: (file: Incoming) => Promise<T>): Promise<T> {
  const contentType = request.headers.get('content-type') ?? ''
  if (!contentType.startsWith('multipart/form-data') || !request.body) throw notMultipart()

  const parser = makeParser(contentType)
  const taken: { bytes: Readable; result: Promise<T> }[] = []
  // Refused in the middle of the file: the answer does not wait for a rest that nobody reads.
  const refusal = new Promise<never>((_, reject) => {
    parser.on('file', (field, bytes, name, _encoding, claimed) => {
      // That the body broke off is told by an event alone: it has to end the stream, and must not end the process.
      let isBroken = false
      bytes.on('error', (error) => {
        isBroken ||= !bytes.destroyed
        bytes.destroy(error)
      })
      if (field === 'file' && taken.length === 0) {
        const result = take({ name: name ?? '', claimed, bytes })
        result.catch((error: unknown) => reject(isBroken ? notMultipart(error) : error))
        taken.push({ bytes, result })
      } else {
        bytes.resume()
      }
    })
  })

  try {
    const fed = feed(parser, request.body).catch((cause: unknown) => {
      throw notMultipart(cause)
    })
    await Promise.race([fed, refusal])
  } catch (error) {
    parser.destroy()
    for (const { bytes, result } of taken) {
      bytes.destroy()
      await result.catch(() => undefined)
    }
    throw error
  }
  if (!taken[0]) throw new AppError('invalid_request', { detail: 'file: the field is missing.' })
  return taken[0].result
}

// The body is never cancelled: that would break the connection before the answer is out.
async function feed(parser: BusboyInstance, body: ReadableStream<Uint8Array>): Promise<void> {
  const parsed = finished(parser)
  const fed = (async () => {
    for await (const chunk of body.values({ preventCancel: true })) {
      if (!parser.write(chunk)) await once(parser, 'drain')
    }
    parser.end()
  })()
  await Promise.race([parsed, fed.then(() => parsed)])
}

function makeParser(contentType: string): BusboyInstance {
  try {
    return new Busboy({ headers: { 'content-type': contentType }, limits: { files: 1, fields: 10 } })
  } catch (cause) {
    throw notMultipart(cause)
  }
}

function notMultipart(cause?: unknown): AppError {
  return new AppError('invalid_request', { detail: 'The body is not multipart/form-data with a field `file`.', cause })
}

function parseRange(header: string | undefined, size: number): { start: number; end: number } | 'outside' | null {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? []
  if ((from === '' && to === '') || (from !== '' && to !== '' && Number(from) > Number(to))) return null
  // Without a beginning, as many as that from the end.
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from)
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1)
  return start <= end ? { start, end } : 'outside'
}

function tooLarge(maxBytes: number): AppError {
  return new AppError('attachment_too_large', {
    detail: `Files may have at most ${Math.floor(maxBytes / 1024 / 1024)} MB.`,
  })
}
