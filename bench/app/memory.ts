import type { Browser } from 'playwright-core'
import type { Company } from './company.ts'
import { type AppPage, move, openAppPage, untilListShown } from './page.ts'
import { rounded } from './quantile.ts'

/** What the page holds after so many conversations were opened one after the other, once what is garbage is collected. */
export async function measureMemory(browser: Browser, company: Company, steps: readonly number[]) {
  await using opened = await openAppPage(browser, company)
  const { page, devtools } = opened
  await devtools.send('Performance.enable')
  await devtools.send('HeapProfiler.enable')
  await page.goto(`${company.fairlead.url}/inbox/all`)
  await untilListShown(page)

  const after: Record<string, Held> = {}
  let count = 0
  for (const step of steps) {
    for (; count < step; count += 1) await move(page, 'j')
    after[step] = await holds(opened)
  }
  const kilobytesEach = (from: number, to: number) =>
    rounded(((after[to]!.heap_mb - after[from]!.heap_mb) * 1000) / (to - from))
  const [first = 0, middle = first, last = middle] = [steps[0], steps.at(-2), steps.at(-1)]
  return {
    after,
    kb_each_at_first: kilobytesEach(first, middle),
    kb_each_at_last: kilobytesEach(middle, last),
  }
}

type Held = Readonly<{ heap_mb: number; nodes: number; listeners: number }>

async function holds({ devtools, page }: AppPage): Promise<Held> {
  // What is kept for the next frames is let go of by then.
  await page.waitForTimeout(1500)
  await devtools.send('HeapProfiler.collectGarbage')
  await devtools.send('HeapProfiler.collectGarbage')
  const { metrics } = await devtools.send('Performance.getMetrics')
  const value = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? 0
  return {
    heap_mb: Math.round(value('JSHeapUsedSize') / 1e4) / 100,
    nodes: value('Nodes'),
    listeners: value('JSEventListeners'),
  }
}
