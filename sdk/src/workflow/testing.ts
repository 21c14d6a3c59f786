import {
  type WorkflowDefinition,
  type WorkflowDefinitionInput,
  workflowDefinition,
} from '../contract/workflow/definition.ts'

type Steps = WorkflowDefinitionInput['steps']

/** A workflow of these steps, that begins with the first. */
export function workflowOf(steps: Steps, start: Partial<WorkflowDefinitionInput['start']> = {}): WorkflowDefinition {
  const trigger = { type: 'conversation_closed' } as const
  return workflowDefinition.parse({ start: { trigger, next: steps[0]?.id ?? null, ...start }, steps })
}

export function english(text: string): { defaultLocale: string; texts: Record<string, string> } {
  return { defaultLocale: 'en', texts: { en: text } }
}

export const teamId = '0190a0b0-0000-7000-8000-000000000001'
