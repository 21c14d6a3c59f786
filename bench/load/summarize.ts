import type { Report } from './load.ts'

/** Counts what was answered. `lost`: the reasons why some got no answer at all. */
export function summarize(results: {
  statuses: Uint16Array
  latencies: Float64Array
  first: number
  end: number
  lost: Readonly<Record<string, number>>
}): Pick<Report, 'first' | 'end' | 'count' | 'errors' | 'problems' | 'failed' | 'p50Ms' | 'p99Ms' | 'maxMs'> {
  const { statuses, latencies, first, end, lost } = results
  const problems: Record<string, number> = { ...lost }
  const failed: number[] = []
  for (let index = first; index < end; index += 1) {
    const status = statuses[index]!
    if (status === 200) continue
    failed.push(index)
    if (status !== 0) problems[status] = (problems[status] ?? 0) + 1
  }
  const sorted = latencies.slice(first, end).sort()
  return {
    first,
    end,
    count: end - first - failed.length,
    errors: failed.length,
    problems,
    failed,
    p50Ms: quantile(sorted, 0.5),
    p99Ms: quantile(sorted, 0.99),
    maxMs: quantile(sorted, 1),
  }
}

/** Of numbers in order: the least that so large a part is not above. */
function quantile(sorted: ArrayLike<number>, part: number): number {
  const value = sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? 0
  return Math.round(value * 100) / 100
}
