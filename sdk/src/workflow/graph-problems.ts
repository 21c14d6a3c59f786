import type { WorkflowDefinition } from '../contract/workflow/definition.ts'
import type { WorkflowProblem } from '../contract/workflow/problem.ts'
import type { WorkflowStep } from '../contract/workflow/step.ts'
import { exitsOf, nextOf } from './exits.ts'
import { doubt, mistake } from './found-problem.ts'
import { type Graph, graphOf, reachableFrom, reachedSteps } from './graph.ts'

/** What is wrong with how the steps hang together. */
export function graphProblems(definition: WorkflowDefinition): WorkflowProblem[] {
  const graph = graphOf(definition)
  const reached = reachedSteps(definition, graph)
  return [
    ...startProblems(definition, graph),
    ...twins(definition),
    ...definition.steps.flatMap((step) => [
      ...(reached.has(step.id) ? [] : [doubt({ code: 'unreachable', stepId: step.id, path: '' })]),
      ...exitProblems(step, graph),
      ...unconnected(step),
    ]),
    ...endlessCycles(graph, [...reached]),
  ]
}

function startProblems({ start: { next } }: WorkflowDefinition, graph: Graph): WorkflowProblem[] {
  if (next === null) return [mistake({ code: 'no_start', stepId: null, path: 'next' })]
  if (graph.has(next)) return []
  return [mistake({ code: 'unknown_step', stepId: null, path: 'next', data: { to: next } })]
}

function twins({ steps }: WorkflowDefinition): WorkflowProblem[] {
  const seen = new Set<string>()
  const again = new Set<string>()
  for (const { id } of steps) (seen.has(id) ? again : seen).add(id)
  return [...again].map((id) => mistake({ code: 'duplicate_id', stepId: id, path: 'id', data: { id } }))
}

function exitProblems(step: WorkflowStep, graph: Graph): WorkflowProblem[] {
  const known = new Set(exitsOf(step))
  const target = step.type === 'jump' ? step.to : null
  const lost =
    target === null || graph.has(target)
      ? []
      : [mistake({ code: 'unknown_step', stepId: step.id, path: 'to', data: { to: target } })]
  const exits = Object.entries(step.exits).flatMap(([exit, to]) => {
    const at = { stepId: step.id, path: `exits.${exit}` }
    if (!known.has(exit)) return [mistake({ code: 'unknown_exit', ...at, data: { exit } })]
    return graph.has(to) ? [] : [mistake({ code: 'unknown_step', ...at, data: { exit, to } })]
  })
  return [...lost, ...exits]
}

// Whoever means a run to end there says so by a step that stops.
function unconnected(step: WorkflowStep): WorkflowProblem[] {
  const isFork = step.type === 'branch' || step.type === 'hours' || step.type === 'split'
  const exits = isFork ? exitsOf(step) : step.type === 'ask_question' ? answersOf(step) : []
  return exits
    .filter((exit) => nextOf(step, exit) === null)
    .map((exit) => doubt({ code: 'not_connected', stepId: step.id, path: `exits.${exit}`, data: { exit } }))
}

// Where each choice goes somewhere nothing goes on by `answered`, and where none does that one line is enough.
function answersOf(step: Extract<WorkflowStep, { type: 'ask_question' }>): readonly string[] {
  const choices = exitsOf(step).filter((exit) => exit.startsWith('choice:'))
  const open = choices.filter((exit) => nextOf(step, exit) === null)
  if (choices.length === 0 || open.length === choices.length) return ['answered']
  return open
}

/** Each knot of steps that a run could go round in for ever without anybody or any time in between, told of its first. */
function endlessCycles(graph: Graph, reached: readonly string[]): WorkflowProblem[] {
  const order = [...graph.keys()].filter((id) => reached.includes(id))
  const after = new Map(order.map((id) => [id, afterAtOnce(graph, id)]))
  const told = new Set<string>()
  return order.flatMap((id) => {
    if (told.has(id) || !after.get(id)?.has(id)) return []
    const knot = order.filter((other) => after.get(id)?.has(other) && after.get(other)?.has(id))
    for (const each of knot) told.add(each)
    return [mistake({ code: 'endless_cycle', stepId: id, path: '', data: { steps: knot.join(', ') } })]
  })
}

function afterAtOnce(graph: Graph, id: string): ReadonlySet<string> {
  const isAtOnce = ({ isBounded }: { isBounded: boolean }) => !isBounded
  const next = (graph.get(id) ?? []).filter(isAtOnce).map(({ to }) => to)
  return reachableFrom(graph, next, isAtOnce)
}
