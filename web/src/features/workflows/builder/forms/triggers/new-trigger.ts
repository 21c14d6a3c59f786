import { type WorkflowTrigger, type WorkflowTriggerType, workflowTrigger } from '@fairlead/sdk'

/** A trigger as it is when somebody has just chosen its type. `label`: of a button. */
export function newTrigger(type: WorkflowTriggerType, label: string): WorkflowTrigger {
  return workflowTrigger.parse({ type, ...settingsOf(type, label) })
}

function settingsOf(type: WorkflowTriggerType, label: string): object {
  switch (type) {
    case 'waiting_longer':
      return { minutes: 10 }
    case 'no_reply':
      return { minutes: 1440 }
    case 'button':
      return { label }
    case 'webhook':
      return { contact: { by: 'email', path: 'email' } }
    case 'schedule':
      return { days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'], times: ['09:00'] }
    default:
      return {}
  }
}
