import type { Output, reportPromises } from '@fairlead/sdk'

export type PromiseCounts = Output<typeof reportPromises>['data'][number]
export type PromiseKind = PromiseCounts['kind']

type Settled = Readonly<{ kept: number; broken: number }>

/** The share of promises that Fairlead's estimates are tuned to keep. */
export const aim = 0.8
/** With fewer, a share says more about chance than about the team. */
export const fewestToJudge = 20
export const periods = [7, 30, 90] as const

export type Period = (typeof periods)[number]
export type Judgement = 'none' | 'few' | 'met' | 'missed'

/** In whole percents, rounded down: 80 % is never shown where the aim was missed, nor 100 % where one was broken. */
export function keptShare({ kept, broken }: Settled): number | null {
  return kept + broken === 0 ? null : Math.floor((100 * kept) / (kept + broken)) / 100
}

export function judge({ kept, broken }: Settled): Judgement {
  const share = keptShare({ kept, broken })
  if (share === null) return 'none'
  if (kept + broken < fewestToJudge) return 'few'
  return share >= aim ? 'met' : 'missed'
}

/** A mere place in the queue names no time: there is nothing in it to keep or to break. */
export function isPromise({ kind }: { kind: PromiseKind }): boolean {
  return kind !== 'position'
}

export type Line = Readonly<{ kind: 'wait' | 'reply'; settled: number; share: number }>
export type Summary = Readonly<{ lines: readonly Line[]; made: number; void: number; open: number; places: number }>

/** The numbers of the sentences above the table: one line for each kind of which something is known. */
export function summarize(rows: readonly PromiseCounts[]): Summary {
  const promises = rows.filter(isPromise)
  return {
    lines: (['wait', 'reply'] as const).flatMap((kind) => {
      const its = rows.filter((row) => row.kind === kind)
      const [kept, broken] = [total(its, 'kept'), total(its, 'broken')]
      const share = keptShare({ kept, broken })
      return share === null ? [] : [{ kind, settled: kept + broken, share }]
    }),
    made: total(promises, 'made'),
    void: total(promises, 'void'),
    open: total(promises, 'open'),
    places: total(
      rows.filter((row) => !isPromise(row)),
      'made',
    ),
  }
}

export type TeamRows = Readonly<{ teamId: string; name: string | null; rows: readonly PromiseCounts[] }>

const order: Readonly<Record<PromiseKind, number>> = { wait: 0, reply: 1, position: 2 }

/** By the names of the teams; those that are no more come last, without one. */
export function groupByTeam(
  rows: readonly PromiseCounts[],
  teams: readonly Readonly<{ id: string; name: string }>[],
  language: string,
): TeamRows[] {
  return [...Map.groupBy(rows, ({ teamId }) => teamId)]
    .map(([teamId, its]) => ({
      teamId,
      name: teams.find(({ id }) => id === teamId)?.name ?? null,
      rows: its.toSorted((a, b) => order[a.kind] - order[b.kind]),
    }))
    .sort((a, b) => {
      if (a.name === null || b.name === null) return Number(a.name === null) - Number(b.name === null)
      return a.name.localeCompare(b.name, language)
    })
}

function total(rows: readonly PromiseCounts[], outcome: 'made' | 'kept' | 'broken' | 'void' | 'open'): number {
  return rows.reduce((sum, row) => sum + row[outcome], 0)
}
