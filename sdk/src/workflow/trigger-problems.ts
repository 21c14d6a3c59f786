import type { WorkflowProblem } from '../contract/workflow/problem.ts'
import type { WorkflowTrigger } from '../contract/workflow/trigger.ts'
import { doubt, mistake } from './found-problem.ts'
import { isAnything } from './step-problems.ts'

/** What is missing in what begins a run, or cannot be. */
export function triggerProblems(trigger: WorkflowTrigger): WorkflowProblem[] {
  const missing = (path: string) => mistake({ code: 'missing', stepId: null, path: `trigger.${path}` })
  switch (trigger.type) {
    case 'message_received':
      return isAnything(trigger.pattern) ? [everything] : []
    case 'button':
      return [...(trigger.label.trim() === '' ? [missing('label')] : []), ...formProblems(trigger)]
    case 'webhook':
      return trigger.contact.path.trim() === '' ? [missing('contact.path')] : []
    case 'schedule':
      return [
        ...(trigger.days.length === 0 ? [missing('days')] : []),
        ...(trigger.times.length === 0 ? [missing('times')] : []),
      ]
    default:
      return []
  }
}

const everything = doubt({
  code: 'invalid',
  stepId: null,
  path: 'trigger.pattern',
  data: { reason: 'matches_everything' },
})

function formProblems({ form }: Extract<WorkflowTrigger, { type: 'button' }>): WorkflowProblem[] {
  return form.flatMap(({ name, kind, choices }, index) => {
    const path = `trigger.form.${index}`
    const isTwin = form.findIndex((other) => other.name === name) !== index
    const isEmpty = kind === 'choice' && choices.length === 0
    return [
      ...(isTwin ? [mistake({ code: 'duplicate_id', stepId: null, path: `${path}.name`, data: { id: name } })] : []),
      ...(isEmpty ? [mistake({ code: 'missing', stepId: null, path: `${path}.choices` })] : []),
    ]
  })
}
