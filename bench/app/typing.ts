import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser, Page } from 'playwright-core'
import { Load } from '../load/load.ts'
import { appSecret } from '../load/workspace.ts'
import type { Changes } from './changes.ts'
import type { Company } from './company.ts'
import { type Noticed, noticedIn, openAppPage, untilListShown } from './page.ts'
import { quantile, rounded } from './quantile.ts'

const keyDelayMs = 90
/** Short enough for one line: a field that grows moves what is above it, and nothing live did that. */
const line = 'We look after it at once.'
const settleMs = 3000

type Stretch = Pick<Noticed, 'keys' | 'shifts' | 'longTasks'>

/**
 * Writing an answer beside the list of everything that is open: while nothing happens, while changes come, and after
 * that nobody touches anything for as long.
 */
export async function measureTyping(browser: Browser, company: Company, { seconds, perSecond }: Wishes) {
  const { fairlead, open } = company
  const mine = open.filter(({ isMine }) => isMine)
  const favourite = mine[0]
  if (favourite === undefined) throw new Error('There is no conversation to write in.')
  await using load = await startLoad(company, favourite.customer, (2 * seconds + 10) * perSecond)
  await using opened = await openAppPage(browser, company)
  const { page } = opened
  await page.goto(`${fairlead.url}/inbox/all/${favourite.id}`)
  await untilListShown(page)
  await page.locator('textarea:not([aria-hidden])').click()
  await write(page, 3)
  await sleep(settleMs)

  const quiet = await during(page, () => write(page, seconds))
  const before = await lastSequence(company)
  const requests = countRequests(page)
  const running = load.run({ seconds: 2 * seconds + 4, perSecond })
  await sleep(1000)
  const busy = await during(page, () => write(page, seconds))
  const untouched = await during(page, () => sleep(seconds * 1000))
  const report = await running
  const events = (await lastSequence(company)) - before

  const [still, moving] = [describeKeys(quiet), describeKeys(busy)]
  return {
    events_per_s: rounded(events / report.seconds),
    // Nothing is asked for by whoever writes: these are for what events did not say.
    requests: { per_s: rounded(total(requests) / report.seconds), by_path: Object.fromEntries(requests) },
    quiet: still,
    busy: moving,
    ratio_p50: rounded(moving.p50_ms / still.p50_ms),
    ratio_p95: rounded(moving.p95_ms / still.p95_ms),
    long_tasks: describeTasks(busy, untouched),
    layout_shift: describeShifts(busy, untouched),
    problems: Object.fromEntries(Object.entries(report.problems).filter(([status]) => !status.startsWith('2'))),
  }
}

export type Wishes = Readonly<{ seconds: number; perSecond: number }>

function startLoad({ fairlead, workspace, open, colleagueId }: Company, favourite: number, count: number) {
  const changes: Changes = {
    host: new URL(fairlead.url).host,
    appSecret,
    channels: workspace.channels,
    apiKey: workspace.apiKey,
    idPrefix: `wamid.change.${Date.now()}.`,
    count,
    favourite,
    mine: open.filter(({ isMine }) => isMine),
    others: open.filter(({ isMine }) => !isMine),
    colleagueId,
  }
  const requests = { module: join(import.meta.dirname, 'changes.ts'), options: changes }
  return Load.start({ url: fairlead.url, connections: 8, requests })
}

/** What the page asks the server for from now on, by path; ids left out. */
function countRequests(page: Page): ReadonlyMap<string, number> {
  const byPath = new Map<string, number>()
  page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (!pathname.startsWith('/api/')) return
    const path = `${request.method()} ${pathname.replace(/[0-9a-f-]{36}/g, ':id')}`
    byPath.set(path, (byPath.get(path) ?? 0) + 1)
  })
  return byPath
}

function total(counts: ReadonlyMap<string, number>): number {
  return counts.values().reduce((sum, count) => sum + count, 0)
}

async function write(page: Page, seconds: number): Promise<void> {
  const until = performance.now() + seconds * 1000
  while (performance.now() < until) {
    await page.keyboard.type(line, { delay: keyDelayMs })
    for (const _ of line) {
      await page.keyboard.press('Backspace')
      await sleep(keyDelayMs)
    }
  }
}

/** What is noticed while something is done. */
async function during(page: Page, work: () => Promise<void>): Promise<Stretch> {
  const before = await noticedIn(page)
  await work()
  const after = await noticedIn(page)
  return {
    keys: after.keys.slice(before.keys.length),
    shifts: after.shifts.slice(before.shifts.length),
    longTasks: after.longTasks.slice(before.longTasks.length),
  }
}

function describeKeys({ keys }: Stretch) {
  return { keys: keys.length, p50_ms: quantile(keys, 0.5), p95_ms: quantile(keys, 0.95), max_ms: quantile(keys, 1) }
}

function describeTasks(...stretches: readonly Stretch[]) {
  const tasks = stretches.flatMap(({ longTasks }) => longTasks.map(({ ms }) => ms))
  return { count: tasks.length, longest_ms: quantile(tasks, 1) }
}

function describeShifts(busy: Stretch, untouched: Stretch) {
  const sum = ({ shifts }: Stretch) => Math.round(shifts.reduce((total, { value }) => total + value, 0) * 1e5) / 1e5
  const moved = [...busy.shifts, ...untouched.shifts].flatMap((shift) => shift.moved)
  return { while_typing: sum(busy), while_untouched: sum(untouched), moved: [...new Set(moved)].slice(0, 20) }
}

async function lastSequence({ database, workspace }: Company): Promise<number> {
  const { rows } = await database.pool.query<{ last: string }>(
    'SELECT last FROM event_sequence WHERE workspace_id = $1',
    [workspace.id],
  )
  return Number(rows[0]?.last ?? 0)
}
