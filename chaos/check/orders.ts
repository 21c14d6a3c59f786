import type { OtherSystem } from '../stage/other-system.ts'
import type { Workflows } from '../workflows/publish.ts'
import { nameOf, type Run } from './runs.ts'

/** What another system was asked and told, held against what the runs know of it. */
export function findMisordered(
  { orders, told }: OtherSystem,
  runs: readonly Run[],
  { ids }: Workflows,
): Readonly<{ lost: string[]; twice: string[]; untrue: string[] }> {
  const found = { lost: [] as string[], twice: [] as string[], untrue: [] as string[] }
  const own = runs.filter(({ workflow_id }) => workflow_id === ids.order)
  const byRun = Map.groupBy(orders.values(), ({ key }) => key.split(':')[1])
  const tellings = Map.groupBy(told.keys(), (delivery) => delivery.split(':')[0])
  for (const run of own) {
    const asked = byRun.get(run.id) ?? []
    if (asked.length > 1) found.twice.push(`${nameOf(run)} has ${asked.length} orders`)
    const [order] = asked
    const isPlaced = run.history.some(({ step_id, exit }) => step_id === 'place' && exit === 'next')
    if (isPlaced && run.variables.order !== order?.number) {
      found.untrue.push(`${nameOf(run)} has the order ${run.variables.order}, and the other system ${order?.number}`)
    }
    // As if each were told once: what was told again has the same delivery.
    const times = tellings.get(run.id)?.length ?? 0
    const isTold = run.history.some(({ step_id, exit }) => step_id === 'tell' && exit === 'next')
    if (isTold && times === 0) found.lost.push(`${nameOf(run)} told nobody of its order`)
    if (times > (isTold ? 1 : 0)) found.twice.push(`${nameOf(run)} told of its order in ${times} deliveries`)
  }
  const known = new Set(own.map(({ id }) => id))
  for (const { key } of orders.values()) {
    if (!known.has(key.split(':')[1] ?? ''))
      found.untrue.push(`the other system has an order of ${key}, which is no run`)
  }
  return found
}
