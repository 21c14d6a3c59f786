/** The process of the load generator: see load.ts. */
import { once } from 'node:events'
import { pathToFileURL } from 'node:url'
import type { MakeRequests, Plan, Report, Stretch } from './load.ts'
import { Sender } from './sender.ts'
import { summarize } from './summarize.ts'

export type Told = { kind: 'ready'; requests: number } | { kind: 'report'; report: Report }

const plan = await once(process, 'message').then(([told]: Plan[]) => told!)
const { makeRequests }: { makeRequests: MakeRequests } = await import(pathToFileURL(plan.requests.module).href)
const requests = makeRequests(plan.requests.options as never)
const latencies = new Float64Array(requests.length)
// 0: not sent, or no answer.
const statuses = new Uint16Array(requests.length)
let next = 0

process.on('message', (stretch: Stretch) => {
  void run(stretch).then((report) => tell({ kind: 'report', report }))
})
process.on('disconnect', () => process.exit())
tell({ kind: 'ready', requests: requests.length })

async function run({
  seconds = Number.POSITIVE_INFINITY,
  count = requests.length,
  perSecond,
}: Stretch): Promise<Report> {
  const first = next
  const end = Math.min(requests.length, first + count)
  const senders = await Promise.all(Array.from({ length: plan.connections }, () => Sender.connect(plan.url)))
  const lost: Record<string, number> = {}
  const cpu = process.cpuUsage()
  const startedAt = Date.now()
  const start = performance.now()
  const until = start + seconds * 1000
  let last = start

  // With a rate, a request is late from when it was due, or a server that stalls would look fast.
  const dueAt = (index: number) => start + ((index - first) / perSecond!) * 1000
  const serve = async (sender: Sender) => {
    while (next < end && performance.now() < until) {
      const index = next
      next += 1
      if (perSecond !== undefined) await wait(dueAt(index))
      const sentAt = perSecond === undefined ? performance.now() : dueAt(index)
      try {
        statuses[index] = await sender.send(requests[index]!)
      } catch (error) {
        const problem = error instanceof Error ? error.message : String(error)
        lost[problem] = (lost[problem] ?? 0) + 1
      }
      last = performance.now()
      latencies[index] = last - sentAt
    }
  }
  await Promise.all(senders.map(serve))

  const { user, system } = process.cpuUsage(cpu)
  for (const sender of senders) sender.close()
  return {
    ...summarize({ statuses, latencies, first, end: next, lost }),
    seconds: (last - start) / 1000,
    startedAt,
    endedAt: startedAt + (last - start),
    cpuSeconds: (user + system) / 1e6,
  }
}

function tell(told: Told): void {
  process.send?.(told)
}

async function wait(until: number): Promise<void> {
  const ms = until - performance.now()
  if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms))
}
