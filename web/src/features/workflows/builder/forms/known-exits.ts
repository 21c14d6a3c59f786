import { exitsOf, type WorkflowStep } from '@fairlead/sdk'

/** A choice, a branch or a time-out that goes takes along the line that hung on it. */
export function withKnownExits(step: WorkflowStep): WorkflowStep {
  const known = exitsOf(step)
  const kept = Object.entries(step.exits).filter(([exit]) => known.includes(exit))
  return kept.length === Object.keys(step.exits).length ? step : { ...step, exits: Object.fromEntries(kept) }
}
