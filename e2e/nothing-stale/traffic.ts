import { setTimeout } from 'node:timers/promises'
import type { Page, Request } from 'playwright-core'

const quietMs = 80
const withinMs = 60_000

export type Traffic = Readonly<{
  /** Nothing is asked of the server any more, but for the stream. */
  quiet(): Promise<void>
}>

/** Follows what a page asks of the server. */
export function watchTraffic(page: Page): Traffic {
  const underWay = new Set<Request>()
  let changedAt = 0
  const isStream = (request: Request) => new URL(request.url()).pathname === '/api/v1/events' && !isPageOfLog(request)
  page.on('request', (request) => {
    if (isStream(request)) return
    underWay.add(request)
    changedAt = Date.now()
  })
  const end = (request: Request) => {
    if (underWay.delete(request)) changedAt = Date.now()
  }
  page.on('requestfinished', end)
  page.on('requestfailed', end)

  return {
    async quiet() {
      const until = Date.now() + withinMs
      // Waited for hundreds of times: not a moment longer than it takes.
      let leftMs = quietMs
      while (leftMs > 0) {
        if (Date.now() > until) throw new Error(`asked for ${withinMs} ms: ${[...underWay].map((one) => one.url())}`)
        await setTimeout(leftMs)
        leftMs = underWay.size > 0 ? quietMs / 4 : changedAt + quietMs - Date.now()
      }
    },
  }
}

// What the history of a conversation reads is asked for by its subject.
function isPageOfLog(request: Request): boolean {
  return new URL(request.url()).searchParams.has('subjectId')
}
