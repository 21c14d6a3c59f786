import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { Hono } from 'hono'
import { AppError } from '../errors.ts'
import { StaticFiles } from './static.ts'

const large = '.row { color: teal } '.repeat(500)
let folder: string
let app: Hono

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fairlead-static-'))
  await mkdir(join(folder, 'dist', 'assets'), { recursive: true })
  await mkdir(join(folder, 'dist-of-others'))
  await writeFile(join(folder, 'dist', 'assets', 'app.js'), 'let a')
  await writeFile(join(folder, 'dist', 'odd.constructor'), 'x')
  await writeFile(join(folder, 'dist', 'large.css'), large)
  await writeFile(join(folder, 'dist', 'large.png'), large)
  await writeFile(join(folder, 'secret.js'), 'secret')
  await writeFile(join(folder, 'dist-of-others', 'a.js'), 'secret')
  const files = new StaticFiles({ web: join(folder, 'dist') })
  app = new Hono()
  app.get('*', (c) => files.serve(c, decodeURIComponent(c.req.path.slice(1)), { maxAgeSeconds: 60 }))
  app.onError((error, c) => c.text(error.message, error instanceof AppError ? error.status : 500))
})
after(async () => {
  await rm(folder, { recursive: true })
})

test('serves what is there, and says when it has not changed', async () => {
  const first = await app.request('/web/assets/app.js')
  assert.deepEqual([first.status, await first.text()], [200, 'let a'])
  assert.equal(first.headers.get('content-type'), 'text/javascript; charset=utf-8')

  const again = await app.request('/web/assets/app.js', { headers: { 'if-none-match': first.headers.get('etag')! } })
  assert.deepEqual([again.status, await again.text()], [304, ''])
})

test('a type nobody knows is bytes', async () => {
  assert.equal((await app.request('/web/odd.constructor')).headers.get('content-type'), 'application/octet-stream')
})

test('sends text compressed to whoever takes it, at first as fast and then as small as can be', async () => {
  const ask = (encoding?: string) =>
    app.request('/web/large.css', encoding === undefined ? {} : { headers: { 'accept-encoding': encoding } })

  const plain = await ask()
  assert.equal(plain.headers.get('content-encoding'), null)
  assert.equal(await plain.text(), large)

  const first = await ask('gzip, deflate, br')
  assert.equal(first.headers.get('content-encoding'), 'gzip')
  assert.equal(String(gunzipSync(await first.arrayBuffer())), large)
  await until(async () => (await ask('gzip, deflate, br')).headers.get('content-encoding') === 'br')
  assert.equal(String(brotliDecompressSync(await (await ask('gzip, br')).arrayBuffer())), large)

  assert.equal((await ask('br;q=0, gzip;q=0.5')).headers.get('content-encoding'), 'gzip')
  assert.equal((await ask('identity')).headers.get('content-encoding'), null)
  const forms = [plain, first, await ask('br')]
  assert.deepEqual(new Set(forms.map(({ headers }) => headers.get('vary'))), new Set(['accept-encoding']))
  assert.equal(new Set(forms.map(({ headers }) => headers.get('etag'))).size, 3)
  for (const { headers } of forms) {
    const again = await app.request('/web/large.css', { headers: { 'if-none-match': `W/${headers.get('etag')}` } })
    assert.equal(again.status, 304)
  }
})

test('takes less trouble where it is told to, for the same text', async () => {
  const sent = [0, 11].map(async (quality) => {
    const files = new StaticFiles({ web: join(folder, 'dist') }, quality)
    const quick = new Hono().get('*', (c) => files.serve(c, c.req.path.slice(1)))
    const answer = await quick.request('/web/large.css', { headers: { 'accept-encoding': 'br' } })
    return Buffer.from(await answer.arrayBuffer())
  })
  const [quick, small] = await Promise.all(sent)
  assert.ok(quick && small && quick.length > small.length)
  assert.deepEqual(
    [quick, small].map((bytes) => String(brotliDecompressSync(bytes))),
    [large, large],
  )
})

test('leaves alone what is small, and what is compressed already', async () => {
  for (const path of ['/web/assets/app.js', '/web/large.png']) {
    const { headers } = await app.request(path, { headers: { 'accept-encoding': 'gzip, br' } })
    assert.deepEqual([headers.get('content-encoding'), headers.get('vary')], [null, null], path)
  }
})

test('leads nowhere else', async () => {
  for (const path of [
    '/web/nothing.js',
    '/web/assets',
    '/web',
    '/other/assets/app.js',
    '/constructor/assets/app.js',
    '/__proto__/x',
    '/web/%2e%2e/secret.js',
    '/web/..%2fsecret.js',
    '/web/assets/..%2f..%2fsecret.js',
    '/web/..%2fdist-of-others/a.js',
    '/web/%2fetc/passwd',
    '/web/assets/app.js%00.png',
  ]) {
    assert.equal((await app.request(path)).status, 404, path)
  }
})

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await isSo()); tries++) {
    assert.ok(tries < 500, 'it never came to be so')
    await setTimeout(10)
  }
}
