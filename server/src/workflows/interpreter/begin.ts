import type { WorkflowDefinition, WorkflowValue } from '@fairlead/sdk'
import { workflowValueOf } from './outside.ts'
import { isTooMuch } from './remembered.ts'
import type { RunState } from './run-state.ts'

/** A run that is about to take its first step, with what it knows from the beginning. */
export function begin({ start }: WorkflowDefinition, variables: Readonly<Record<string, WorkflowValue>>): RunState {
  const given = Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, workflowValueOf(value)]))
  return {
    status: start.next === null ? 'done' : 'running',
    stepId: start.next,
    waiting: null,
    // Whoever begins it is told before; the row has its bound all the same.
    variables: isTooMuch(given) ? {} : given,
    jumps: {},
    taken: 0,
    refused: 0,
    soFar: { input: {}, output: {} },
    end: null,
    error: null,
  }
}
