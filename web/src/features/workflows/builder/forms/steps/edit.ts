import type { StepOf, WorkflowStepType } from '@fairlead/sdk'

/** What the fields of a step are given. */
export type StepEdit<T extends WorkflowStepType> = Readonly<{
  step: StepOf<T>
  set(change: Partial<StepOf<T>>): void
}>
