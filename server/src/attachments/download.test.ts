/** Files that providers keep anywhere: followed where they went, never with what opens another door, never inside. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { ProviderRequest } from '../channels/channel.ts'
import { createGuardedFetch } from '../providers/guarded-fetch.ts'
import { type StandIn, startStandIn } from '../testing/stand-in.ts'
import { openDownload } from './download.ts'

const file = Buffer.from('the file')
const headers = { authorization: 'Bearer secret', 'x-user': 'secret' }
const open = createGuardedFetch({ allowPrivateNetwork: true })

let provider: StandIn
let storage: StandIn

before(async () => {
  storage = await startStandIn(() => ({ body: file }))
  provider = await startStandIn(({ path }) => {
    const [, kind, rest] = path.split('/')
    if (kind === 'elsewhere') return { status: 302, headers: { location: `${storage.url}/file` } }
    if (kind === 'here') return { status: 307, headers: { location: '/file' } }
    if (kind === 'round') return { status: 302, headers: { location: '/round' } }
    if (kind === 'times') {
      const left = Number(rest) - 1
      return { status: 301, headers: { location: left === 0 ? '/file' : `/times/${left}` } }
    }
    if (kind === 'to') return { status: 302, headers: { location: decodeURIComponent(rest ?? '') } }
    if (kind === 'status') return { status: Number(rest) }
    return { body: file }
  })
})
after(async () => {
  await provider[Symbol.asyncDispose]()
  await storage[Symbol.asyncDispose]()
})

test('follows to another origin without what opened the first', async () => {
  assert.equal(await read('/elsewhere'), 'the file')

  const { authorization, 'x-user': user } = storage.requests.at(-1)!.headers
  assert.deepEqual([authorization, user], [undefined, undefined])
})

test('stays itself within an origin', async () => {
  assert.equal(await read('/here'), 'the file')

  assert.equal(provider.requests.at(-1)!.headers.authorization, 'Bearer secret')
})

test('follows five times, and not for ever', async () => {
  assert.equal(await read('/times/5'), 'the file')
  assert.equal(await read('/times/6'), 'unknown never')
  assert.equal(await read('/round'), 'unknown never')
})

test('an address of the private network is refused for good, at first or on the way', async () => {
  const guarded = createGuardedFetch({ allowPrivateNetwork: false })
  assert.equal(await read('/file', { fetch: guarded }), 'private_address never')
  assert.equal(await download('http://169.254.169.254/latest/meta-data', { fetch: guarded }), 'private_address never')

  const onTheWay: typeof open = (request) => (request.url.startsWith(provider.url) ? open : guarded)(request)
  assert.equal(await read('/elsewhere', { fetch: onTheWay }), 'private_address never')
  for (const to of ['file:///etc/passwd', 'ftp://example.com/file', 'javascript:alert(1)']) {
    assert.equal(await read(`/to/${encodeURIComponent(to)}`), 'private_address never', to)
  }
})

test('no address is none', async () => {
  for (const url of ['', 'no address', 'http://']) assert.equal(await download(url), 'gone never', url)
})

test('what is gone is gone, unless its address was asked for just now; all else may pass', async () => {
  assert.equal(await read('/status/404'), 'gone never')
  assert.equal(await read('/status/404', { isLocated: true }), 'unavailable later')
  assert.equal(await read('/status/410', { isLocated: true }), 'gone never')
  for (const status of [401, 403]) assert.equal(await read(`/status/${status}`), 'not_allowed later')
  for (const status of [429, 500, 202]) assert.equal(await read(`/status/${status}`), 'unavailable later')
})

type Ways = Readonly<{ fetch?: typeof open; isLocated?: boolean }>

function read(path: string, ways: Ways = {}): Promise<string> {
  return download(`${provider.url}${path}`, ways)
}

async function download(url: string, { fetch = open, isLocated = false }: Ways = {}): Promise<string> {
  const request: ProviderRequest = { kind: 'request', method: 'GET', url, headers, body: { kind: 'none' } }
  const opened = await openDownload(fetch, request, { timeoutMs: 3000, isLocated })
  if (opened.kind === 'failure') return `${opened.reason} ${opened.retry}`
  return Buffer.concat(await Array.fromAsync(opened.body)).toString()
}
