import type { RunEnd, WorkflowRun, WorkflowValue } from '@fairlead/sdk'

/** What goes on when, all that a run is between two steps. JSON, as it is kept. */
export type RunState = Readonly<{
  status: WorkflowRun['status']
  /** Where it stands: the step to take next, or the one that waits. */
  stepId: string | null
  waiting: Waiting | null
  variables: Readonly<Record<string, WorkflowValue>>
  /** How often each jump was taken. */
  jumps: Readonly<Record<string, number>>
  /** Steps taken in all; effects and records are numbered by it. */
  taken: number
  /** Answers to the question it stands at that did not do. */
  refused: number
  /** What came to the step at hand and what it did until now, for its record. */
  soFar: Readonly<{ input: Noted; output: Noted }>
  end: RunEnd | null
  error: string | null
}>

/** Whatever JSON can hold. */
export type Noted = Readonly<Record<string, unknown>>

/** `until`: milliseconds since the epoch; null: for ever. */
export type Waiting =
  /** For what comes of an effect. `exit`: by which the step is left once it is done; null: that depends. */
  | Readonly<{ for: 'effect'; effectId: string; exit: string | null }>
  | Readonly<{ for: 'answer'; until: number | null }>
  | Readonly<{ for: 'time'; until: number }>
  /** For the contact to write, or that instant. */
  | Readonly<{ for: 'reply'; until: number | null }>
  | Readonly<{ for: 'assignment'; until: number }>

/** More than anything sensible takes: what goes round for ever is stopped, and says so. */
export const mostSteps = 1000
