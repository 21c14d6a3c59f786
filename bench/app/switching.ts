import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser } from 'playwright-core'
import type { Company } from './company.ts'
import { move, openAppPage, type Switch, untilListShown } from './page.ts'
import { quantile } from './quantile.ts'

/** As long as somebody looks at one before going on. */
const lookMs = 300

/** From the key to the thread: of conversations that this page has not had open yet, down the list, and then back. */
export async function measureSwitching(browser: Browser, company: Company, count: number) {
  await using opened = await openAppPage(browser, company)
  const { page } = opened
  await page.goto(`${company.fairlead.url}/inbox/mine`)
  await untilListShown(page)
  const go = async (key: 'j' | 'k'): Promise<Switch> => {
    const done = await move(page, key)
    await sleep(lookMs)
    return done
  }
  const goOften = async (key: 'j' | 'k') => {
    await browser.startTracing(page, { categories: ['blink.user_timing'] })
    const switches: Switch[] = []
    for (let at = 0; at < count; at += 1) switches.push(await go(key))
    return describe(switches, processorTimes(String(await browser.stopTracing())))
  }
  // The first brings the code of the thread with it.
  await go('j')
  const unseen = await goOften('j')
  const seen = await goOften('k')
  return { seen, unseen }
}

type Mark = Readonly<{ name: string; tts: number }>

// Between the marks of in-page.js, of the page's main thread: what others do on the machine does not count.
function processorTimes(trace: string): number[] {
  const { traceEvents }: { traceEvents: readonly Mark[] } = JSON.parse(trace)
  const times: number[] = []
  let begin = 0
  for (const { name, tts } of traceEvents) {
    if (name === 'switch.begin') begin = tts
    else if (name === 'switch.end') times.push((tts - begin) / 1000)
  }
  return times
}

function describe(switches: readonly Switch[], processorMs: readonly number[]) {
  const times = switches.map(({ ms }) => ms)
  const frames = switches.map((one) => one.frames)
  return {
    p50_ms: quantile(times, 0.5),
    p95_ms: quantile(times, 0.95),
    cpu_p50_ms: quantile(processorMs, 0.5),
    cpu_p95_ms: quantile(processorMs, 0.95),
    frames_p50: quantile(frames, 0.5),
    frames_max: Math.max(...frames),
    in_one_frame: frames.filter((count) => count === 1).length / frames.length,
  }
}
