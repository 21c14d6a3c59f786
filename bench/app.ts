/**
 * What an agent feels who has the inbox open all day, in Chromium, with the app as it is built and a server process: the
 * first load, going from one conversation to the next, writing while 50 changes a second come, what moves on the page
 * meanwhile, and what it holds after 500 conversations were opened. The company has 100,000 conversations; the first
 * load is measured with a tenth of them, too, since only the ratio says whether it grows.
 *
 * `--conversations 5000 --open 300 --rounds 1 --switches 10 --seconds 5 --opened 50` is a quick one; `--only` takes some of
 * load, switching, typing, memory, with commas between.
 */
import { parseArgs } from 'node:util'
import type { Browser } from 'playwright-core'
import { launchBrowser } from '../e2e/stage/browser.ts'
import { build } from '../scripts/build.ts'
import { findChromium } from '../scripts/find-chromium.ts'
import { migrate } from '../server/src/db/migrate.ts'
import { type Company, makeCompany, type Size } from './app/company.ts'
import { measureFirstLoad } from './app/first-load.ts'
import { measureMemory } from './app/memory.ts'
import { measureSwitching } from './app/switching.ts'
import { measureTyping } from './app/typing.ts'
import type { Outcome } from './bench.ts'
import { cloneDatabase, startPostgres } from './load/installation.ts'

const parts = ['load', 'switching', 'typing', 'memory'] as const
type Part = (typeof parts)[number]

type Wishes = Readonly<{
  size: Size
  rounds: number
  switches: number
  opened: number
  seconds: number
  perSecond: number
  parts: readonly Part[]
}>

export async function run(args: readonly string[] = []): Promise<Outcome> {
  const wishes = wishesOf(args)
  await build()
  await using postgres = await startPostgres()
  await migrate(postgres.url)
  const { size } = wishes
  const tenth = { ...size, conversations: size.conversations / 10, open: size.open / 10 }
  const [largeUrl, smallUrl] = [await cloneDatabase(postgres.url, 'large'), await cloneDatabase(postgres.url, 'small')]
  await using large = await makeCompany(largeUrl, size)
  await using browser = await launchChromium()

  const result = {
    conversations: size.conversations,
    open: size.open,
    ...(wishes.parts.includes('load') && { first_load: await firstLoads(browser, large, smallUrl, tenth, wishes) }),
    ...(wishes.parts.includes('switching') && {
      switching: await measureSwitching(browser, large, Math.min(wishes.switches, size.own - 2)),
    }),
    ...(wishes.parts.includes('typing') && { typing: await measureTyping(browser, large, wishes) }),
    ...(wishes.parts.includes('memory') && { memory: await measureMemory(browser, large, stepsTo(wishes.opened)) }),
  }
  return { result, lines: toLines(result) }
}

async function firstLoads(browser: Browser, large: Company, smallUrl: string, tenth: Size, { rounds }: Wishes) {
  await using small = await makeCompany(smallUrl, tenth)
  const ofSmall = await measureFirstLoad(browser, small, rounds)
  const ofLarge = await measureFirstLoad(browser, large, rounds)
  const ratio = (before: { list_on_screen_ms: number }, after: { list_on_screen_ms: number }) =>
    Math.round((100 * after.list_on_screen_ms) / before.list_on_screen_ms) / 100
  return {
    ...ofLarge,
    tenth_list_on_screen_ms: ofSmall.empty_cache.list_on_screen_ms,
    ratio_to_tenth: ratio(ofSmall.empty_cache, ofLarge.empty_cache),
    ratio_to_tenth_warm: ratio(ofSmall.warm_cache, ofLarge.warm_cache),
  }
}

async function launchChromium(): Promise<Browser> {
  const chromium = findChromium()
  if (chromium === null) throw new Error('No Chromium was found: install e.g. `apt-get install chromium`.')
  process.env.FAIRLEAD_CHROMIUM = chromium
  return launchBrowser()
}

function stepsTo(opened: number): number[] {
  return [10, 100, 250, 500].filter((step) => step < opened).concat(opened)
}

function wishesOf(args: readonly string[]): Wishes {
  const { values } = parseArgs({
    args: [...args],
    options: {
      conversations: { type: 'string', default: '100000' },
      open: { type: 'string', default: '2000' },
      own: { type: 'string', default: '40' },
      rounds: { type: 'string', default: '5' },
      switches: { type: 'string', default: '35' },
      opened: { type: 'string', default: '500' },
      seconds: { type: 'string', default: '30' },
      events: { type: 'string', default: '50' },
      only: { type: 'string', default: parts.join(',') },
    },
  })
  const wanted = values.only.split(',')
  return {
    size: { conversations: Number(values.conversations), open: Number(values.open), own: Number(values.own) },
    rounds: Number(values.rounds),
    switches: Number(values.switches),
    opened: Number(values.opened),
    seconds: Number(values.seconds),
    perSecond: Number(values.events),
    parts: parts.filter((part) => wanted.includes(part)),
  }
}

type Result = Readonly<{
  conversations: number
  first_load?: Awaited<ReturnType<typeof firstLoads>>
  switching?: Awaited<ReturnType<typeof measureSwitching>>
  typing?: Awaited<ReturnType<typeof measureTyping>>
  memory?: Awaited<ReturnType<typeof measureMemory>>
}>

function toLines({ conversations, first_load: load, switching, typing, memory }: Result): string[] {
  const lines = [`${conversations.toLocaleString('en')} conversations:`]
  if (load) {
    for (const [name, one] of [
      ['empty cache', load.empty_cache],
      ['warm cache', load.warm_cache],
    ] as const) {
      lines.push(
        `  first load, ${name}: list on screen in ${one.list_on_screen_ms} ms, after ${one.requests_until_list} requests and ` +
          `${one.transferred_until_list_kb} kB; ${one.list_requests} of them for the list; ` +
          `JavaScript ${one.initial_javascript_gzip_kb} kB gzipped`,
      )
    }
    lines.push(`  beside a tenth of the conversations: ${load.ratio_to_tenth} of the time`)
  }
  for (const [name, one] of Object.entries(switching ?? {})) {
    lines.push(
      `  to one ${name}: p50 ${one.p50_ms} ms, p95 ${one.p95_ms} ms, processor ${one.cpu_p50_ms} ms; ` +
        `${Math.round(100 * one.in_one_frame)} % in one frame`,
    )
  }
  if (typing) {
    const { quiet, busy, events_per_s, requests, long_tasks, layout_shift } = typing
    lines.push(
      `  a key: p95 ${quiet.p95_ms} ms, and ${busy.p95_ms} ms at ${events_per_s} events a second (${typing.ratio_p95})`,
      `  meanwhile ${requests.per_s} requests a second, ${long_tasks.count} tasks over 50 ms, the longest ${long_tasks.longest_ms} ms`,
      `  layout shift: ${layout_shift.while_typing} while typing, ${layout_shift.while_untouched} untouched`,
      ...layout_shift.moved.map((moved) => `    ${moved}`),
    )
  }
  for (const [count, held] of Object.entries(memory?.after ?? {})) {
    lines.push(`  after ${count} opened: ${held.heap_mb} MB, ${held.nodes} nodes, ${held.listeners} listeners`)
  }
  return lines
}
