import type { WorkflowCondition, WorkflowDefinition, WorkflowStep } from '@fairlead/sdk'
import { ownTeam, workspaceHours } from './lookup.ts'

/** Keys as in `Facts`; '' is the conversation's own team, whose facts belong under its id, where it has one. */
export type Needs = Readonly<{ hours: readonly string[]; queues: readonly string[] }>

/** What the step at hand, or, of null, the condition of the start, looks at and is not in a conversation or contact. */
export function needsOf(definition: Pick<WorkflowDefinition, 'start' | 'steps'>, stepId: string | null): Needs {
  const step = stepId === null ? undefined : definition.steps.find(({ id }) => id === stepId)
  const found =
    stepId === null ? [ofCondition(definition.start.condition)] : step ? [ofTexts(step), ...ofStep(step)] : []
  return {
    hours: [...new Set(found.flatMap(({ hours }) => hours))],
    queues: [...new Set(found.flatMap(({ queues }) => queues))],
  }
}

function ofStep(step: WorkflowStep): readonly Needs[] {
  switch (step.type) {
    case 'branch':
      return step.branches.map(({ condition }) => ofCondition(condition))
    case 'hours':
      if (step.of.kind === 'own') return [hours(`step:${step.id}`)]
      return [step.of.kind === 'team' ? hours(step.of.teamId ?? ownTeam, workspaceHours) : hours(workspaceHours)]
    case 'wait':
      return step.until.kind === 'opening' ? [hours(step.until.teamId ?? workspaceHours, workspaceHours)] : []
    default:
      return []
  }
}

function ofCondition({ rules }: WorkflowCondition): Needs {
  const found = rules.map((rule): Needs => {
    if ('rules' in rule) return ofCondition(rule)
    switch (rule.field) {
      case 'isOpen':
        return hours(rule.key || workspaceHours, workspaceHours)
      case 'queueLength':
      case 'agentsOnline':
      case 'agentsFree':
      case 'etaMinutes':
        return { hours: [], queues: [rule.key ?? ownTeam] }
      default:
        return { hours: [], queues: [] }
    }
  })
  return { hours: found.flatMap((each) => each.hours), queues: found.flatMap((each) => each.queues) }
}

// Looked for as words: a text that only seems to speak of them costs a look, one that is missed would say nothing.
function ofTexts(step: WorkflowStep): Needs {
  const text = JSON.stringify(step)
  if (!/\{[{%]/.test(text)) return { hours: [], queues: [] }
  return {
    hours: /\bhours\b/.test(text) ? [ownTeam, workspaceHours] : [],
    queues: /\bqueue\b/.test(text) ? [ownTeam] : [],
  }
}

function hours(...keys: readonly string[]): Needs {
  return { hours: keys, queues: [] }
}
