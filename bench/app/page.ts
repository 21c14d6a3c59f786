import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser, CDPSession, Page } from 'playwright-core'
import type { Company } from './company.ts'

/** What in-page.js notes. Times are milliseconds since the page began to load, or between two instants. */
export type Noticed = Readonly<{
  listShownAt: number | null
  /** From each key in a field to the frame that shows it. */
  keys: readonly number[]
  switches: readonly Switch[]
  shifts: readonly Shift[]
  longTasks: readonly Readonly<{ ms: number; at: number }>[]
}>

/** From the key to the frame that shows another thread; `frames` is 1 when that is the very next one. */
export type Switch = Readonly<{ ms: number; frames: number }>

type Shift = Readonly<{ value: number; at: number; hadRecentInput: boolean; moved: readonly string[] }>

const withinMs = 60_000
const pressAgainMs = 5_000

export type AppPage = AsyncDisposable & Readonly<{ page: Page; devtools: CDPSession }>

/** A page in a browser profile of its own, of the agent who is measured; nothing is loaded yet. */
export async function openAppPage(browser: Browser, { fairlead, cookie }: Company): Promise<AppPage> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' })
  context.setDefaultTimeout(60_000)
  const [name = '', value = ''] = cookie.split('=')
  await context.addCookies([{ name, value, url: fairlead.url }])
  await context.addInitScript({ path: join(import.meta.dirname, 'in-page.js') })
  const page = await context.newPage()
  const devtools = await context.newCDPSession(page)
  return { page, devtools, [Symbol.asyncDispose]: () => context.close() }
}

export async function noticedIn(page: Page): Promise<Noticed> {
  return page.evaluate<Noticed>('noticed')
}

/** Answers once the list is on the screen, with when that was. */
export async function untilListShown(page: Page): Promise<number> {
  await until(page, 'noticed.listShownAt > 0')
  return page.evaluate<number>('noticed.listShownAt')
}

/**
 * The next conversation of the list (`j`) or the one before (`k`), once it is on the screen. At the end of what is there
 * of the list the key is pressed again until more has come, and only the last time counts.
 */
export async function move(page: Page, key: 'j' | 'k'): Promise<Switch> {
  const isDone = `noticed.switches.length > ${await page.evaluate<number>('noticed.switches.length')}`
  do await page.keyboard.press(key)
  while (!(await happens(page, isDone, pressAgainMs)))
  return page.evaluate<Switch>('noticed.switches.at(-1)')
}

async function until(page: Page, expression: string): Promise<void> {
  if (!(await happens(page, expression, withinMs))) throw new Error(`Not within ${withinMs} ms: ${expression}`)
}

// Asked through the debugger: the page's own policy forbids to evaluate anything in it.
async function happens(page: Page, expression: string, ms: number): Promise<boolean> {
  const last = performance.now() + ms
  while (!(await page.evaluate<boolean>(expression))) {
    if (performance.now() > last) return false
    await sleep(20)
  }
  return true
}
