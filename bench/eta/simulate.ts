import type { QueueState } from '@fairlead/engine'
import { Agenda } from './agenda.ts'
import { randomFrom } from './random.ts'
import type { Scenario } from './scenarios.ts'
import { levelOver, windowOf } from './window.ts'

/** What a predictor may see when somebody joins the queue: all that the product would know, and no more. */
export type Sight = Readonly<{
  now: number
  queue: QueueState
  /** How long the last to get an agent had waited, of those who had to wait, newest last. */
  recentWaits: readonly number[]
}>

/** Somebody who had to wait. */
export type Wait = {
  readonly sight: Sight
  /** When they left unserved, if they did. */
  leftAt: number | null
  /**
   * When they got an agent. Who left stays in the line as a ghost that nobody counts and that takes no slot, and would
   * have got one then: so every prediction is compared with a wait, also those of the impatient.
   */
  servedAt: number | null
}

type Event = Readonly<
  { at: number } & ({ kind: 'arrival' | 'shift' } | { kind: 'release'; handling: number } | Leaving)
>
type Leaving = Readonly<{ kind: 'leaving'; wait: Wait }>

const hour = 60
const sevenDays = 7 * 24 * hour
const remembered = 20

/**
 * Plays a scenario, minute 0 to `until`, first come first served; tells of everybody who joins the queue, and of
 * everybody whose wait is over (got an agent, or left: then once more when the ghost reaches the front).
 */
export function simulate(
  scenario: Scenario,
  seed: number,
  until: number,
  on: Readonly<{ joined(wait: Wait): void; left(wait: Wait): void; served(wait: Wait): void }>,
): void {
  const random = randomFrom(seed)
  const agenda = new Agenda<Event>()
  const line: Wait[] = []
  let front = 0
  let waiting = 0
  let inUse = 0
  let shift = 0
  let lesMinutes = 0
  const recentWaits: number[] = []

  const busyLastHour = levelOver(hour)
  const waitingLastHour = levelOver(hour)
  const releasesLastHour = windowOf(hour)
  const leftLastHour = windowOf(hour)
  const releasesOfWeek = windowOf(sevenDays)
  const handlingOfWeek = windowOf(sevenDays)

  agenda.add({ at: random.exponential(1 / scenario.arrivalsPerMinute), kind: 'arrival' })
  agenda.add({ at: scenario.shiftMinutes, kind: 'shift' })

  for (let event = agenda.next(); event !== undefined && event.at <= until; event = agenda.next()) {
    happen(event)
  }

  function happen(event: Event): void {
    const now = event.at

    switch (event.kind) {
      case 'arrival':
        agenda.add({ at: now + random.exponential(1 / scenario.arrivalsPerMinute), kind: 'arrival' })
        if (waiting === 0 && inUse < slots()) {
          lesMinutes = 0
          serve(now)
        } else {
          join(now)
        }
        break
      case 'release':
        inUse -= 1
        busyLastHour.set(now, inUse)
        releasesLastHour.add(now, 1)
        releasesOfWeek.add(now, 1)
        handlingOfWeek.add(now, event.handling)
        fill(now)
        break
      case 'leaving':
        if (event.wait.servedAt === null) {
          event.wait.leftAt = now
          waiting -= 1
          waitingLastHour.set(now, waiting)
          leftLastHour.add(now, 1)
          on.left(event.wait)
        }
        break
      case 'shift':
        agenda.add({ at: now + scenario.shiftMinutes, kind: 'shift' })
        shift += 1
        fill(now)
        break
    }
  }

  function slots(): number {
    return scenario.slots[shift % scenario.slots.length]!
  }

  function serve(now: number): void {
    const handling = scenario.handling(random, now)
    inUse += 1
    busyLastHour.set(now, inUse)
    agenda.add({ at: now + handling, kind: 'release', handling })
  }

  function join(now: number): void {
    const wait: Wait = { sight: look(now), leftAt: null, servedAt: null }
    line.push(wait)
    waiting += 1
    waitingLastHour.set(now, waiting)
    if (scenario.patienceMinutes !== null) {
      agenda.add({ at: now + random.exponential(scenario.patienceMinutes), kind: 'leaving', wait })
    }
    on.joined(wait)
  }

  function fill(now: number): void {
    while (inUse < slots() && front < line.length) {
      const wait = line[front]!
      front += 1
      wait.servedAt = now
      if (wait.leftAt === null) {
        waiting -= 1
        waitingLastHour.set(now, waiting)
        lesMinutes = now - wait.sight.now
        recentWaits.push(lesMinutes)
        if (recentWaits.length > remembered) recentWaits.shift()
        serve(now)
      }
      on.served(wait)
    }
  }

  function look(now: number): Sight {
    const head = line.slice(front).find(({ leftAt }) => leftAt === null)
    const releasesInSevenDays = releasesOfWeek.sum(now)

    return {
      now,
      queue: {
        position: waiting + 1,
        slots: slots(),
        slotsInUse: inUse,
        releases: releasesLastHour.sum(now),
        busySlotMinutes: busyLastHour.integral(now),
        longRunHandlingMinutes: releasesInSevenDays > 0 ? handlingOfWeek.sum(now) / releasesInSevenDays : 0,
        releasesInSevenDays,
        abandoned: leftLastHour.sum(now),
        waitingMinutes: waitingLastHour.integral(now),
        holMinutes: head === undefined ? 0 : now - head.sight.now,
        lesMinutes,
      },
      recentWaits: [...recentWaits],
    }
  }
}
