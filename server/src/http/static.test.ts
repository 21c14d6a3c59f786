import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { Hono } from 'hono'
import { AppError } from '../errors.ts'
import { StaticFiles } from './static.ts'

let folder: string
let app: Hono

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fairlead-static-'))
  await mkdir(join(folder, 'dist', 'assets'), { recursive: true })
  await mkdir(join(folder, 'dist-of-others'))
  await writeFile(join(folder, 'dist', 'assets', 'app.js'), 'let a')
  await writeFile(join(folder, 'dist', 'odd.constructor'), 'x')
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
