import type { WorkflowDefinition } from '../contract/workflow/definition.ts'
import type { WorkflowStep } from '../contract/workflow/step.ts'
import { exitsOf, nextOf } from './exits.ts'

/** A way from a step to another. `via`: the exit, or `to` of a jump. */
export type Way = Readonly<{
  via: string
  to: string
  /** Taking it costs time, an answer, or one of the jump's turns: nobody goes round by it for ever at once. */
  isBounded: boolean
}>

/** The ways out of each step that lead to one that is there. */
export type Graph = ReadonlyMap<string, readonly Way[]>

/** Of several steps with the same id the first is meant, as when it runs. */
export function graphOf({ steps }: WorkflowDefinition): Graph {
  const ids = new Set(steps.map(({ id }) => id))
  const graph = new Map<string, readonly Way[]>()
  for (const step of steps) {
    if (!graph.has(step.id)) {
      graph.set(
        step.id,
        waysOf(step).filter(({ to }) => ids.has(to)),
      )
    }
  }
  return graph
}

/** In the order of the step's exits; a jump goes where it jumps to first. */
function waysOf(step: WorkflowStep): readonly Way[] {
  const exits = exitsOf(step).flatMap((via) => {
    const to = nextOf(step, via)
    return to === null ? [] : [{ via, to, isBounded: isBounded(step, via) }]
  })
  return step.type === 'jump' && step.to !== null ? [{ via: 'to', to: step.to, isBounded: true }, ...exits] : exits
}

function isBounded(step: WorkflowStep, exit: string): boolean {
  switch (step.type) {
    case 'wait':
      // Until they open is no wait while they are open.
      return step.until.kind !== 'opening' || exit === 'replied'
    case 'ask_question':
      return exit !== 'failed'
    case 'assign':
      return exit === 'timeout'
    default:
      return false
  }
}

/** Where one can come from these steps, they themselves among it. */
export function reachableFrom(
  graph: Graph,
  from: readonly string[],
  isOpen: (way: Way) => boolean = () => true,
): ReadonlySet<string> {
  const seen = new Set(from.filter((id) => graph.has(id)))
  // A set is gone through to its end even while it grows.
  for (const id of seen) for (const way of graph.get(id) ?? []) if (isOpen(way)) seen.add(way.to)
  return seen
}

/** The steps that a run may come to. */
export function reachedSteps({ start }: WorkflowDefinition, graph: Graph): ReadonlySet<string> {
  return reachableFrom(graph, start.next === null ? [] : [start.next])
}
