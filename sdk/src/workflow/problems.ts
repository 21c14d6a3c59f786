import type { WorkflowDefinition } from '../contract/workflow/definition.ts'
import type { WorkflowProblem } from '../contract/workflow/problem.ts'
import { assignProblems } from './assign-problems.ts'
import { conditionProblems } from './condition-problems.ts'
import { graphProblems } from './graph-problems.ts'
import { stepProblems } from './step-problems.ts'
import { triggerProblems } from './trigger-problems.ts'
import { variableProblems } from './variables.ts'

/**
 * Everything that can be told to be wrong with a definition by itself, first of how it begins, then in the order of its
 * steps. What it refers to, and what only the server can read, such as Liquid and patterns, the server adds.
 *
 * @example
 * problemsOf(definition).some(({ level }) => level === 'error') // it cannot be published
 */
export function problemsOf(definition: WorkflowDefinition): WorkflowProblem[] {
  return inOrder(definition, [
    ...triggerProblems(definition.start.trigger),
    ...graphProblems(definition),
    ...definition.steps.flatMap(stepProblems),
    ...assignProblems(definition),
    ...conditionProblems(definition),
    ...variableProblems(definition),
  ])
}

/** By where they are: of how it begins, then step by step; mistakes before doubts. */
export function inOrder({ steps }: WorkflowDefinition, problems: readonly WorkflowProblem[]): WorkflowProblem[] {
  const places = new Map(steps.map(({ id }, index) => [id, index]))
  const placeOf = ({ stepId }: WorkflowProblem) => (stepId === null ? -1 : (places.get(stepId) ?? steps.length))
  const weightOf = ({ level }: WorkflowProblem) => (level === 'error' ? 0 : 1)
  return problems.toSorted((a, b) => placeOf(a) - placeOf(b) || weightOf(a) - weightOf(b))
}
