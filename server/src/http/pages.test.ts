import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { OpenAPIHono } from '@hono/zod-openapi'
import type { Env } from './endpoint.ts'
import { servePages } from './pages.ts'
import { StaticFiles } from './static.ts'

const folder = await mkdtemp(join(tmpdir(), 'fairlead-pages-'))
for (const name of ['index.html', 'sw.js', 'manifest.webmanifest']) await writeFile(join(folder, name), name)
const app = new OpenAPIHono<Env>()
servePages(app, new StaticFiles({ web: folder, widget: folder }))
after(() => rm(folder, { recursive: true }))

test('the service worker is asked for anew each time, and may look after every page', async () => {
  const { status, headers } = await app.request('/sw.js')
  assert.equal(status, 200)
  assert.equal(headers.get('cache-control'), 'public, max-age=0, must-revalidate')
  assert.equal(headers.get('service-worker-allowed'), '/')
})

test('what makes the app installable is said as what it is', async () => {
  const { headers } = await app.request('/manifest.webmanifest')
  assert.equal(headers.get('content-type'), 'application/manifest+json')
})

test('every page of the app is the page of today', async () => {
  const { headers } = await app.request('/inbox/mine')
  assert.match(headers.get('cache-control') ?? '', /no-cache|max-age=0, must-revalidate/)
  assert.match(headers.get('content-security-policy') ?? '', /default-src 'self'/)
})
