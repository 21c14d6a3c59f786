import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import type { Browser, CDPSession, Page } from 'playwright-core'
import { medianOf } from '../limit/measure.ts'
import type { Company } from './company.ts'
import { openAppPage, untilListShown } from './page.ts'
import { rounded } from './quantile.ts'

const dist = join(import.meta.dirname, '..', '..', 'web', 'dist')
const quietMs = 1000

const kinds = ['document', 'script', 'style', 'text', 'api', 'stream', 'other'] as const
type Kind = (typeof kinds)[number]
type Request = {
  kind: Kind
  path: string
  /** Seconds, by the browser's clock. */
  at: number
  bytes: number
  isFromCache: boolean
}

type Load = Readonly<{ requests: readonly Request[]; listMs: number; listRequests: readonly Request[] }>

/** What the inbox costs whoever has never been there, and whoever comes back. The first load only warms the server up. */
export async function measureFirstLoad(browser: Browser, company: Company, rounds: number) {
  const first: Load[] = []
  const again: Load[] = []
  for (let round = 0; round <= rounds; round += 1) {
    await using opened = await openAppPage(browser, company)
    const loads = [await load(opened.page, opened.devtools, company), await load(opened.page, opened.devtools, company)]
    if (round === 0) continue
    first.push(loads[0]!)
    again.push(loads[1]!)
  }
  return { empty_cache: await describe(first), warm_cache: await describe(again) }
}

async function load(page: Page, devtools: CDPSession, { fairlead }: Company): Promise<Load> {
  const requests = await follow(devtools, await textFiles())
  await page.goto(`${fairlead.url}/inbox/mine`, { waitUntil: 'commit' })
  const listMs = await untilListShown(page)
  await untilQuiet(requests)
  requests.stop()
  const all = requests.all()
  const began = all[0]?.at ?? 0
  return { requests: all, listMs, listRequests: all.filter(({ at }) => (at - began) * 1000 <= listMs) }
}

async function describe(loads: readonly Load[]) {
  const last = loads.at(-1)!
  const fetched = ({ isFromCache, kind }: Request) => !isFromCache && kind !== 'stream'
  const scripts = last.listRequests.filter(({ kind }) => kind === 'script' || kind === 'text')
  return {
    list_on_screen_ms: rounded(medianOf(loads.map(({ listMs }) => listMs))),
    requests: last.requests.filter(fetched).length,
    requests_until_list: last.listRequests.filter(fetched).length,
    list_requests: last.listRequests.filter(({ path }) => /^\/api\/v1\/conversations\?.*view=mine/.test(path)).length,
    by_kind: Object.fromEntries(
      kinds.map((kind) => [kind, last.requests.filter((one) => one.kind === kind && !one.isFromCache).length]),
    ),
    transferred_kb: kilobytes(last.requests.filter(fetched)),
    transferred_until_list_kb: kilobytes(last.listRequests.filter(fetched)),
    initial_javascript_gzip_kb: rounded((await gzipped(scripts)) / 1000),
    api_until_list: last.listRequests.filter(({ kind }) => kind === 'api').map(({ path }) => path.split('?')[0]),
  }
}

type Sent = { requestId: string; timestamp: number; type?: string; request: { url: string } }
type Followed = { all(): readonly Request[]; changedAt(): number; stop(): void }

// What was in the cache is told of as well.
async function follow(devtools: CDPSession, texts: ReadonlySet<string>): Promise<Followed> {
  const requests = new Map<string, Request>()
  let changedAt = performance.now()
  const begin = ({ requestId, timestamp, type, request }: Sent) => {
    const { pathname, search, protocol } = new URL(request.url)
    if (!protocol.startsWith('http')) return
    const path = pathname + search
    requests.set(requestId, {
      kind: kindOf(path, type, texts),
      path,
      at: timestamp,
      bytes: 0,
      isFromCache: false,
    })
    changedAt = performance.now()
  }
  const cached = ({ requestId }: { requestId: string }) => {
    const request = requests.get(requestId)
    if (request) request.isFromCache = true
  }
  const answered = ({ requestId, response }: { requestId: string; response: { fromDiskCache?: boolean } }) => {
    if (response.fromDiskCache) cached({ requestId })
  }
  const finish = ({ requestId, encodedDataLength }: { requestId: string; encodedDataLength: number }) => {
    const request = requests.get(requestId)
    if (request) request.bytes = encodedDataLength
    changedAt = performance.now()
  }
  devtools.on('Network.requestWillBeSent', begin)
  devtools.on('Network.requestServedFromCache', cached)
  devtools.on('Network.responseReceived', answered)
  devtools.on('Network.loadingFinished', finish)
  await devtools.send('Network.enable')
  return {
    all: () => [...requests.values()],
    changedAt: () => changedAt,
    stop() {
      devtools.off('Network.requestWillBeSent', begin)
      devtools.off('Network.requestServedFromCache', cached)
      devtools.off('Network.responseReceived', answered)
      devtools.off('Network.loadingFinished', finish)
    },
  }
}

async function untilQuiet({ changedAt }: Followed): Promise<void> {
  while (performance.now() - changedAt() < quietMs) await sleep(50)
}

function kindOf(path: string, type: string | undefined, texts: ReadonlySet<string>): Kind {
  if (path.startsWith('/api/v1/events')) return 'stream'
  if (path.startsWith('/api/')) return 'api'
  if (type === 'Document') return 'document'
  if (type === 'Stylesheet') return 'style'
  if (type !== 'Script') return 'other'
  return texts.has(path) ? 'text' : 'script'
}

// Words are scripts to the browser.
async function textFiles(): Promise<ReadonlySet<string>> {
  const manifest: Record<string, { file: string }> = JSON.parse(
    await readFile(join(dist, '.vite/manifest.json'), 'utf8'),
  )
  return new Set(
    Object.entries(manifest).flatMap(([name, { file }]) => (name.includes('virtual:texts/') ? [`/${file}`] : [])),
  )
}

async function gzipped(scripts: readonly Request[]): Promise<number> {
  const sizes = scripts.map(async ({ path }) => gzipSync(await readFile(join(dist, path)), { level: 9 }).length)
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
}

function kilobytes(requests: readonly Request[]): number {
  return rounded(requests.reduce((sum, { bytes }) => sum + bytes, 0) / 1000)
}
