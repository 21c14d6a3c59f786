import type { WorkflowDefinition } from '../contract/workflow/definition.ts'
import { graphOf, reachedSteps } from './graph.ts'

/** Whether it says who gets a conversation that was just opened: only one such at a time goes on in a conversation. */
export function isRouting(definition: WorkflowDefinition): boolean {
  if (definition.start.trigger.type !== 'conversation_opened') return false
  const reached = reachedSteps(definition, graphOf(definition))
  return definition.steps.some(({ id, type }) => type === 'assign' && reached.has(id))
}
