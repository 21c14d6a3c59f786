import type { StepOf } from '@fairlead/sdk'
import { localTime, openingOf, workspaceHours } from './lookup.ts'
import { fail, leave, type Place, type Taken, waitFor } from './move.ts'
import type { World } from './world.ts'

/** Begins to wait: for time, hours, the contact, or whichever comes first. */
export function wait({ step, run, world }: Place<StepOf<'wait'>>): Taken {
  const { until, orReply } = step
  switch (until.kind) {
    case 'reply':
      return waitFor(run, { for: 'reply', until: null })
    case 'minutes':
      return waitUntil(world.now + until.minutes * 60_000)
    case 'time':
      return waitUntil(nextTime(world, until.time))
    case 'opening': {
      const opening = openingOf(world.facts, until.teamId ?? workspaceHours)
      if (opening === null || opening.isOpen) return leave(run, step, 'next')
      if (opening.nextOpening !== null) return waitUntil(opening.nextOpening)
      if (orReply) return waitFor(run, { for: 'reply', until: null })
      return fail(run, step, { code: 'never_opens', message: 'These hours never begin again.' })
    }
    default:
      return until satisfies never
  }

  function waitUntil(instant: number): Taken {
    return waitFor(run, { for: orReply ? 'reply' : 'time', until: instant })
  }
}

// The next time it comes, or, of a time that comes twice that day, comes again; where the clocks go forward past it, as
// soon after as there is such a time.
function nextTime(world: World, time: string): number {
  const { timeZoneId } = localTime(world)
  const today = localTime(world).toPlainDate()
  const at = (date: Temporal.PlainDate, disambiguation: 'compatible' | 'later') =>
    date.toPlainDateTime(time).toZonedDateTime(timeZoneId, { disambiguation }).epochMilliseconds
  const comes = [at(today, 'compatible'), at(today, 'later')].find((instant) => instant > world.now)
  return comes ?? at(today.add({ days: 1 }), 'compatible')
}
