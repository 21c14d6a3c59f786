import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type Attachment, type Client, postAttachment } from '@fairlead/sdk'
import { clientOf, openApp, type TestApp } from '../testing/app.ts'
import { apiKeyOf, type Scene, setScene } from '../testing/scene.ts'

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

let app: TestApp
let port: number
let scene: Scene
let client: Client
let key: string

before(async () => {
  app = await openApp()
  port = (await app.start()).port
  scene = await setScene(app.database)
  client = await clientOf(app, scene.agents[0]!)
  key = await apiKeyOf(scene, scene.agents[0]!)
})
after(async () => {
  await app[Symbol.asyncDispose]()
})

const html = '<!doctype html><script>alert(1)</script>'
const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
const bytes = 'application/octet-stream'

type Example = readonly [name: string, claimed: string, content: Buffer | string, type: string, isShown: boolean]

const examples: Readonly<Record<string, Example>> = {
  'a picture by its bytes': ['a.png', 'image/png', png, 'image/png', true],
  'a picture that claims to be a page': ['a.html', 'text/html', png, 'image/png', true],
  'a page as bytes': ['a.html', 'text/html', html, bytes, false],
  'a page named a picture as bytes': ['a.png', 'image/png', html, bytes, false],
  'a drawing that can run scripts as bytes': ['a.svg', 'image/svg+xml', svg, bytes, false],
  'a drawing with a prologue as bytes': ['a.png', 'image/png', `<?xml version="1.0"?>${svg}`, bytes, false],
  'a script as bytes': ['a.js', 'text/javascript', 'alert(1)', bytes, false],
  'plain text as such, to be saved': ['a.txt', 'text/plain; charset=utf-8', 'hello', 'text/plain', false],
  'what claims to be text and is not as bytes': ['a.txt', 'text/plain', Buffer.of(65, 0, 66), bytes, false],
  'nothing as bytes': ['empty.bin', '', '', bytes, false],
  'a PDF, to be shown': ['a.pdf', 'application/pdf', '%PDF-1.7\n%âãÏÓ\n', 'application/pdf', true],
}

for (const [what, [name, claimed, content, type, isShown]] of Object.entries(examples)) {
  test(`takes ${what}`, async () => {
    const stored = await upload(name, claimed, content)

    assert.equal(stored.type, type)
    const response = await fetchFile(stored.id)
    assert.deepEqual(Buffer.from(await response.clone().arrayBuffer()), Buffer.from(content))
    assert.equal(response.headers.get('content-type'), type)
    assert.equal(response.headers.get('x-content-type-options'), 'nosniff')
    assert.match(response.headers.get('content-security-policy') ?? '', /default-src 'none'; sandbox/)
    const disposition = response.headers.get('content-disposition') ?? ''
    assert.ok(disposition.startsWith(isShown ? 'inline' : 'attachment'), disposition)
    const saved = await fetchFile(stored.id, {}, '?download')
    assert.match(saved.headers.get('content-disposition') ?? '', /^attachment/)
    await saved.body?.cancel()
  })
}

test('keeps the letters of all languages in a name, and nothing that leads elsewhere', async () => {
  for (const [given, kept] of [
    ['Übersicht 合同.txt', 'Übersicht 合同.txt'],
    ['../../etc/passwd', 'passwd'],
    ['a: b*c?.txt', 'a_ b_c_.txt'],
    ["it's (1).txt", "it's (1).txt"],
    ['\u202egnp.exe', '_gnp.exe'],
    [`${'x'.repeat(300)}.txt`, `${'x'.repeat(146)}.txt`],
  ] as const) {
    const { id, name } = await upload(given, 'text/plain', 'x')
    assert.equal(name, kept)
    const response = await fetchFile(id)
    await response.body?.cancel()
    const [, encoded = ''] = /filename\*=UTF-8''([\w.%~!#$&+^`|-]+)$/.exec(
      response.headers.get('content-disposition') ?? '',
    )!
    assert.equal(decodeURIComponent(encoded), kept)
  }
})

test('serves ranges, since players seek', async () => {
  const { id } = await upload('a.txt', 'text/plain', '0123456789')

  const ranges: readonly (readonly [range: string, status: number, text: string, said: string | null])[] = [
    ['bytes=0-1', 206, '01', 'bytes 0-1/10'],
    ['bytes=5-', 206, '56789', 'bytes 5-9/10'],
    ['bytes=8-99', 206, '89', 'bytes 8-9/10'],
    ['bytes=-3', 206, '789', 'bytes 7-9/10'],
    ['bytes=-99', 206, '0123456789', 'bytes 0-9/10'],
    ['bytes=10-', 416, '', 'bytes */10'],
    ['bytes=5-2', 200, '0123456789', null],
    ['bytes=0-1,3-4', 200, '0123456789', null],
    ['lines=0-1', 200, '0123456789', null],
  ]
  for (const [range, status, text, said] of ranges) {
    const response = await fetchFile(id, { range })
    const body = await response.text()
    assert.deepEqual([response.status, response.headers.get('content-range')], [status, said], range)
    if (status !== 416) assert.equal(body, text, range)
  }
})

test('lets go of a file that is asked for and not read', async () => {
  const { id } = await upload('a.bin', bytes, Buffer.alloc(2_000_000))
  const before = await openFiles()

  for (let times = 0; times < 20; times += 1) {
    await fetch(addressOf(id), { method: 'HEAD', headers: { authorization: `Bearer ${key}` } })
    const response = await fetchFile(id)
    await response.body?.cancel()
  }
  await new Promise((resolve) => setTimeout(resolve, 300))

  assert.ok((await openFiles()) <= before + 3, `${before} files were open, now ${await openFiles()}`)
})

test('refuses what is too large before it is sent, or in the middle of it', async () => {
  const tooLarge = 101 * 1024 * 1024

  const said = await post({ 'content-length': String(tooLarge), 'content-type': 'multipart/form-data; boundary=b' }, [])
  assert.deepEqual([said.status, said.code], [413, 'attachment_too_large'])
  const unsaid = await post(
    { 'transfer-encoding': 'chunked', 'content-type': 'multipart/form-data; boundary=b' },
    manyChunks(tooLarge),
  )
  assert.deepEqual([unsaid.status, unsaid.code], [413, 'attachment_too_large'])
  assert.deepEqual(await partsLeft(), [])
})

test('refuses what is not a form with a file', async () => {
  const empty = new FormData()
  const other = new FormData()
  other.append('picture', new File([png], 'a.png'))
  const field = new FormData()
  field.append('file', 'only text')

  for (const body of [empty, other, field]) {
    const response = await fetch(`http://127.0.0.1:${port}/api/v1/attachments`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}` },
      body,
    })
    assert.equal(response.status, 400, await response.text())
  }
  for (const contentType of ['application/json', 'multipart/form-data', 'multipart/mixed; boundary=b', 'text/plain']) {
    const { status, code } = await post({ 'content-type': contentType, 'content-length': '2' }, [Buffer.from('{}')])
    assert.deepEqual([status, code], [400, 'invalid_request'], contentType)
  }
})

test('an upload that breaks off is no file', async () => {
  const count = await attachmentsStored()
  const head = `--b\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\n`

  const cut = await post(
    { 'content-type': 'multipart/form-data; boundary=b', 'content-length': String(head.length + 5) },
    [Buffer.from(`${head}hello`)],
  )
  assert.deepEqual([cut.status, cut.code], [400, 'invalid_request'])
  await new Promise<void>((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(
        `POST /api/v1/attachments HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${key}\r\n` +
          `content-type: multipart/form-data; boundary=b\r\ncontent-length: 1000\r\n\r\n${head}hello`,
      )
      setTimeout(() => socket.destroy(), 100)
    })
    socket.on('close', () => resolve())
  })
  await new Promise((resolve) => setTimeout(resolve, 200))

  assert.equal(await attachmentsStored(), count)
  assert.deepEqual(await partsLeft(), [])
})

test('a file is another workspace’s own', async () => {
  const { id } = await upload('a.txt', 'text/plain', 'x')
  const other = await setScene(app.database)
  const foreign = await apiKeyOf(other, other.owner)

  const answers = [
    await fetch(addressOf(id), { headers: { authorization: `Bearer ${foreign}` } }),
    await fetch(addressOf(id)),
    await fetchFile(crypto.randomUUID()),
    await fetchFile('-'.repeat(36)),
  ]
  assert.deepEqual(
    answers.map(({ status }) => status),
    [404, 401, 404, 404],
  )
})

async function upload(name: string, type: string, content: Buffer | string): Promise<Attachment> {
  const form = new FormData()
  form.append('file', new File([new Uint8Array(Buffer.from(content))], name, { type }))
  return client.call(postAttachment, { body: form })
}

function addressOf(id: string): string {
  return `http://127.0.0.1:${port}/api/v1/attachments/${id}/content`
}

function fetchFile(id: string, headers: Record<string, string> = {}, query = ''): Promise<Response> {
  return fetch(addressOf(id) + query, { headers: { authorization: `Bearer ${key}`, ...headers } })
}

/** Sends a body as it is, and reads the answer even when the server does not read all of it. */
function post(
  headers: Record<string, string>,
  chunks: Iterable<Buffer>,
): Promise<{ status: number | undefined; code: string }> {
  return new Promise((resolve, reject) => {
    const sending = request({
      port,
      host: '127.0.0.1',
      method: 'POST',
      path: '/api/v1/attachments',
      headers: { authorization: `Bearer ${key}`, ...headers },
      // As browsers do it: a connection that is to be closed may be closed before its answer is read.
      agent: new Agent({ keepAlive: true }),
    })
    let isAnswered = false
    sending.on('response', async (response) => {
      isAnswered = true
      let text = ''
      for await (const chunk of response) text += chunk
      sending.destroy()
      resolve({ status: response.statusCode, code: JSON.parse(text).code })
    })
    sending.on('error', (error) => isAnswered || reject(error))
    void (async () => {
      for (const chunk of chunks) {
        if (isAnswered) return
        if (!sending.write(chunk)) await new Promise((resume) => setTimeout(resume, 5))
      }
      sending.end()
    })()
  })
}

function* manyChunks(size: number): Generator<Buffer> {
  yield Buffer.from(`--b\r\ncontent-disposition: form-data; name="file"; filename="a.bin"\r\n\r\n`)
  const chunk = Buffer.alloc(256 * 1024, 7)
  for (let sent = 0; sent < size; sent += chunk.length) yield chunk
}

async function attachmentsStored(): Promise<number> {
  return (await app.database.db.selectFrom('attachment').select('id').execute()).length
}

async function partsLeft(): Promise<string[]> {
  const names = await readdir(join(app.dataDir, 'attachments'), { recursive: true })
  return names.filter((name) => name.endsWith('.part'))
}

/** Those below the data folder, where the system tells. */
async function openFiles(): Promise<number> {
  return (await readdir('/proc/self/fd').catch(() => [])).length
}
