import {
  newStep,
  type WorkflowDefinition,
  type WorkflowStep,
  type WorkflowStepType,
  workflowDefinition,
  workflowStep,
} from '@fairlead/sdk'

/** A step for tests, with its exits and what else is said of it. */
export function sampleStep(
  type: WorkflowStepType,
  id: string,
  exits: Record<string, string> = {},
  settings: object = {},
): WorkflowStep {
  return workflowStep.parse({ ...newStep(type, id), exits, ...settings })
}

/** A workflow for tests that begins with the first of the steps. */
export function sample(...steps: readonly WorkflowStep[]): WorkflowDefinition {
  return workflowDefinition.parse({
    start: { trigger: { type: 'conversation_opened' }, next: steps[0]?.id ?? null },
    steps,
  })
}
