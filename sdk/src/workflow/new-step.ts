import type { WorkflowDefinition } from '../contract/workflow/definition.ts'
import { type WorkflowStep, type WorkflowStepType, workflowStep } from '../contract/workflow/step.ts'

/** A fresh step of a type, as it is put on the canvas: what has to be said of it is still empty. */
export function newStep(type: WorkflowStepType, id: string, defaultLocale = 'en'): WorkflowStep {
  const text = { defaultLocale, texts: {} }
  return workflowStep.parse({ id, type, ...settingsOf(type, text) })
}

/**
 * An id that no step of the definition has yet.
 *
 * @example newStepId(definition, 'send_message') // 'send_message-2'
 */
export function newStepId({ steps }: Pick<WorkflowDefinition, 'steps'>, type: WorkflowStepType): string {
  const taken = new Set(steps.map(({ id }) => id))
  for (let number = 1; ; number += 1) {
    const id = `${type}-${number}`
    if (!taken.has(id)) return id
  }
}

function settingsOf(type: WorkflowStepType, text: object): object {
  switch (type) {
    case 'send_message':
    case 'ask_question':
      return { text }
    case 'branch':
      return { branches: [{ id: 'a', condition: { combinator: 'and', rules: [] } }] }
    case 'hours':
      return { of: { kind: 'workspace' } }
    case 'wait':
      return { until: { kind: 'minutes', minutes: 10 } }
    case 'assign':
      return { to: { kind: 'owner', teamId: null } }
    case 'set_variable':
      return { variable: 'value', value: '' }
    case 'snooze':
      return { minutes: 60 }
    case 'note':
    case 'notify':
      return { text: '' }
    case 'http_request':
    case 'webhook':
      return { url: '' }
    case 'jump':
      return { to: null }
    case 'run_workflow':
      return { workflowId: null }
    case 'split':
      return {
        parts: [
          { id: 'a', percent: 50 },
          { id: 'b', percent: 50 },
        ],
      }
    case 'email':
      return { to: '', subject: '', text: '' }
    case 'edit_contact':
    case 'edit_conversation':
    case 'open':
    case 'close':
    case 'stop':
      return {}
    default:
      return type satisfies never
  }
}
