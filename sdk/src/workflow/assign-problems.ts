import type { WorkflowDefinition } from '../contract/workflow/definition.ts'
import type { WorkflowProblem } from '../contract/workflow/problem.ts'
import type { StepOf, WorkflowStep } from '../contract/workflow/step.ts'
import { doubt } from './found-problem.ts'
import { graphOf, reachableFrom } from './graph.ts'

/** A conversation that was just opened may have no team, whose turn it would be where the contact has no agent of their own. */
export function assignProblems(definition: WorkflowDefinition): WorkflowProblem[] {
  if (definition.start.trigger.type !== 'conversation_opened') return []
  const graph = graphOf(definition)
  const assigns = definition.steps.filter(isAssign)
  const next = assigns.filter(givesTeam).flatMap(({ id }) => (graph.get(id) ?? []).map(({ to }) => to))
  const withTeam = reachableFrom(graph, next)
  return assigns
    .filter(({ id, to }) => (to.kind === 'owner' || to.kind === 'previous') && to.teamId === null && !withTeam.has(id))
    .map(({ id }) => doubt({ code: 'missing', stepId: id, path: 'to.teamId' }))
}

function isAssign(step: WorkflowStep): step is StepOf<'assign'> {
  return step.type === 'assign'
}

function givesTeam({ to }: StepOf<'assign'>): boolean {
  return to.kind === 'team' || ((to.kind === 'owner' || to.kind === 'previous') && to.teamId !== null)
}
