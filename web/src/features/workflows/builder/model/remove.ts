import type { WorkflowDefinition, WorkflowStep } from '@fairlead/sdk'
import { connectionsOf, followersOf, led, stepOf } from './way.ts'

/** Takes steps away. What led to one that goes on in one way only leads to what followed it. */
export function withoutSteps(definition: WorkflowDefinition, ids: ReadonlySet<string>): WorkflowDefinition {
  const healed = connectionsOf(definition)
    .filter(({ from, to }) => ids.has(to) && !ids.has(from.stepId ?? ''))
    .reduce((sum, { from, to }) => led(sum, from, heirOf(definition, to, ids, from.stepId)), definition)
  return { ...healed, steps: healed.steps.filter(({ id }) => !ids.has(id)) }
}

// Several of a row may go at once. Nobody is led to themself: that would be a circle that was not there.
function heirOf(
  definition: WorkflowDefinition,
  gone: string,
  ids: ReadonlySet<string>,
  from: string | null,
): string | null {
  const seen = new Set<string>()
  let at: string | null = gone
  while (at !== null && ids.has(at)) {
    if (seen.has(at)) return null
    seen.add(at)
    at = onlyFollower(stepOf(definition, at))
  }
  return at === from ? null : at
}

function onlyFollower(step: WorkflowStep | null): string | null {
  const [only = null, ...others] = step === null || step.type === 'jump' ? [] : followersOf(step)
  return others.length === 0 ? only : null
}
