import type { WorkflowTrigger, WorkflowTriggerType } from '@fairlead/sdk'

export type TriggerOf<T extends WorkflowTriggerType> = Extract<WorkflowTrigger, { type: T }>

/** What the fields of a trigger are given. */
export type TriggerEdit<T extends WorkflowTriggerType> = Readonly<{
  trigger: TriggerOf<T>
  set(change: Partial<TriggerOf<T>>): void
}>
