import type { WorkflowValue } from '@fairlead/sdk'

type Variables = Readonly<Record<string, WorkflowValue>>

/** A run may remember more than it needs; it is written again with each of its steps. In characters, as JSON. */
const mostRemembered = 500_000

/** A run would remember more than it may. */
export class TooMuchRemembered extends Error {
  override readonly name = 'TooMuchRemembered'

  constructor() {
    super(`All variables of a run have at most ${mostRemembered.toLocaleString('en')} characters together.`)
  }
}

export function isTooMuch(variables: Variables): boolean {
  return JSON.stringify(variables).length > mostRemembered
}

/** @throws {TooMuchRemembered} where what a step has learned makes it too much */
export function requireRemembered(before: Variables, after: Variables): void {
  if (before !== after && isTooMuch(after)) throw new TooMuchRemembered()
}
