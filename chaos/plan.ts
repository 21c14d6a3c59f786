import type { Random } from '../scripts/demo/random.ts'

/** Everything that is done to the system, how often compared with the others, and for how long at least and at most. */
const faults = {
  kill_web: { weight: 1.5, ms: [0, 1500] },
  kill_worker: { weight: 1.5, ms: [0, 1500] },
  pause_web: { weight: 2.5, ms: [100, 8000] },
  pause_worker: { weight: 2.5, ms: [100, 8000] },
  restart_web: { weight: 1, ms: [0, 0] },
  restart_worker: { weight: 1, ms: [0, 0] },
  clock_jump: { weight: 4, ms: [500, 8000] },
  database_kill: { weight: 1, ms: [0, 1500] },
  database_pause: { weight: 1.5, ms: [100, 4000] },
  backend_kill: { weight: 0.7, ms: [0, 0] },
  backend_terminate: { weight: 6, ms: [0, 0] },
  network_cut: { weight: 4, ms: [0, 0] },
  network_delay: { weight: 3, ms: [500, 4000] },
  network_hole: { weight: 2, ms: [500, 6000] },
  disk_full: { weight: 1.5, ms: [300, 3000] },
  database_disk_full: { weight: 0.5, ms: [300, 2000] },
  restart_everything: { weight: 0.4, ms: [0, 1000] },
  provider_error: { weight: 3, ms: [0, 0] },
  provider_rate_limit: { weight: 3, ms: [0, 0] },
  provider_cut_before: { weight: 3, ms: [0, 0] },
  provider_cut_after: { weight: 4, ms: [0, 0] },
  provider_slow: { weight: 3, ms: [200, 4000] },
  provider_garbled: { weight: 2, ms: [0, 0] },
  provider_early_receipt: { weight: 3, ms: [0, 0] },
  webhook_twice: { weight: 4, ms: [0, 0] },
  webhook_late: { weight: 4, ms: [200, 3000] },
  webhook_unheard: { weight: 3, ms: [0, 0] },
} as const satisfies Record<string, { weight: number; ms: readonly [number, number] }>

export type FaultKind = keyof typeof faults

export type Fault = Readonly<{
  kind: FaultKind
  /** From the beginning of the storm. */
  atMs: number
  /** For how long. */
  ms: number
  /** From 0 to 1: which of those it may be done to, and how much. */
  target: number
  amount: number
}>

export const faultKinds = Object.keys(faults) as FaultKind[]

/** Faults that come several a second and overlap; then quiet, in which service can be seen to return. */
export type Storm = Readonly<{ faults: readonly Fault[]; calm: Fault; quietMs: number }>

/** What goes wrong in so much time. The same seed brings the same faults in the same order. */
export function planStorms(
  random: Random,
  lengthMs: number,
  kinds: readonly FaultKind[] = faultKinds,
): readonly Storm[] {
  const storms: Storm[] = []
  for (let at = 0; at < lengthMs - 3000; ) {
    const faults: Fault[] = []
    const quietMs = random.between(3000, 5000)
    const stormMs = Math.min(random.between(4000, 9000), lengthMs - at)
    for (let within = 500; within < stormMs; within += -Math.log(1 - random.between(0, 1)) * meanGapMs) {
      faults.push(drawFault(random, within, kinds))
    }
    // What an upgrade does, with nothing else going wrong: it must cost nothing at all.
    storms.push({ faults, calm: { ...drawFault(random, 1000, kinds), kind: 'restart_web' }, quietMs })
    at += stormMs + quietMs
  }
  return storms
}

const meanGapMs = 230

function drawFault(random: Random, atMs: number, kinds: readonly FaultKind[]): Fault {
  let left = random.between(
    0,
    kinds.reduce((sum, kind) => sum + faults[kind].weight, 0),
  )
  const kind =
    kinds.find((each) => {
      left -= faults[each].weight
      return left < 0
    }) ?? 'network_cut'
  const [least, most] = faults[kind].ms
  // Short ones far more often than long ones.
  const ms = least === 0 ? random.between(0, most) : least * (most / least) ** random.between(0, 1)
  return { kind, atMs, ms, target: random.between(0, 1), amount: random.between(0, 1) }
}
