import type { WorkflowDefinition } from '../contract/workflow/definition.ts'
import type { WorkflowProblem } from '../contract/workflow/problem.ts'
import type { WorkflowStep } from '../contract/workflow/step.ts'
import type { WorkflowTrigger } from '../contract/workflow/trigger.ts'
import { conditionsOf, rulesOf } from './conditions.ts'
import { doubt } from './found-problem.ts'
import { type Graph, graphOf, reachableFrom } from './graph.ts'
import { textsOf, variablesIn } from './texts.ts'

/**
 * The names of the variables that something in the workflow sets, in order.
 *
 * @example variablesOf(definition) // ['http_status', 'order_number']
 */
export function variablesOf({ start, steps }: WorkflowDefinition): readonly string[] {
  return [...new Set([...setByTrigger(start.trigger), ...steps.flatMap(setByStep)])].toSorted()
}

/** Variables that are read where nothing on any way to there has set them. */
export function variableProblems(definition: WorkflowDefinition): WorkflowProblem[] {
  const { trigger } = definition.start
  // It begins with what the workflow that started it had learned.
  if (trigger.type === 'workflow') return []
  const known = knownAt(definition, graphOf(definition))
  const seen = new Set<string>()
  return readsOf(definition).flatMap(({ stepId, path, name }) => {
    const key = `${stepId} ${name}`
    if (seen.has(key) || known(stepId, name)) return []
    seen.add(key)
    return [doubt({ code: 'unknown_variable', stepId, path, data: { name } })]
  })
}

/** Whether a step may find the variable set. */
function knownAt({ start, steps }: WorkflowDefinition, graph: Graph): (stepId: string | null, name: string) => boolean {
  const atStart = new Set(setByTrigger(start.trigger))
  const setters = new Map<string, string[]>()
  for (const step of steps) {
    for (const name of setByStep(step)) setters.set(name, [...(setters.get(name) ?? []), step.id])
  }
  const after = new Map<string, ReadonlySet<string>>()
  const comesAfter = (setter: string) => {
    const known =
      after.get(setter) ??
      reachableFrom(
        graph,
        (graph.get(setter) ?? []).map(({ to }) => to),
      )
    after.set(setter, known)
    return known
  }
  return (stepId, name) =>
    atStart.has(name) || (stepId !== null && (setters.get(name) ?? []).some((setter) => comesAfter(setter).has(stepId)))
}

type Read = Readonly<{ stepId: string | null; path: string; name: string }>

function readsOf(definition: WorkflowDefinition): Read[] {
  const rules = conditionsOf(definition).flatMap(rulesOf)
  return [
    ...rules.flatMap(({ stepId, path, rule: { field, key } }) =>
      field === 'variable' && key ? [{ stepId, path: `${path}.key`, name: key }] : [],
    ),
    ...definition.steps.flatMap((step) =>
      textsOf(step).flatMap(({ path, text }) => variablesIn(text).map((name) => ({ stepId: step.id, path, name }))),
    ),
  ]
}

function setByTrigger(trigger: WorkflowTrigger): readonly string[] {
  if (trigger.type === 'button') return trigger.form.map(({ name }) => name)
  if (trigger.type === 'broadcast_reply') return ['broadcast']
  return trigger.type === 'webhook' ? trigger.mapping.map(({ variable }) => variable) : []
}

function setByStep(step: WorkflowStep): readonly string[] {
  switch (step.type) {
    case 'ask_question':
      return step.saveTo?.kind === 'variable' ? [step.saveTo.name] : []
    case 'set_variable':
      return [step.variable]
    case 'http_request':
      return ['http_status', ...new Set(step.mapping.map(({ variable }) => variable))]
    default:
      return []
  }
}
