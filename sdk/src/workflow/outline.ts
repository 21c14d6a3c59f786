import type { WorkflowDefinition } from '../contract/workflow/definition.ts'
import { graphOf } from './graph.ts'

/** A line of the outline. */
export type OutlineLine = Readonly<{
  stepId: string
  /** How many forks it is below the start. */
  depth: number
  /** By which exit one comes here, or by `to` of a jump; null: from the start, or from nowhere. */
  via: string | null
  /** It stands further up, with all that follows it. */
  isRepeat: boolean
}>

/**
 * The graph as an indented list, to be read from top to bottom: depth first, exits in their order. A step that goes on by
 * one way only does not indent what follows; each of several ways does. What nothing leads to comes last.
 */
export function outlineOf(definition: WorkflowDefinition): readonly OutlineLine[] {
  const graph = graphOf(definition)
  const told = new Set<string>()
  const lines: OutlineLine[] = []
  const { next } = definition.start
  const roots = [...(next !== null && graph.has(next) ? [next] : []), ...graph.keys()]

  for (const [index, root] of roots.entries()) {
    if (index > 0 && told.has(root)) continue
    // A stack rather than calls: three hundred steps in a row would be as deep.
    const ahead: Omit<OutlineLine, 'isRepeat'>[] = [{ stepId: root, depth: 0, via: null }]
    for (let line = ahead.pop(); line !== undefined; line = ahead.pop()) {
      const isRepeat = told.has(line.stepId)
      lines.push({ ...line, isRepeat })
      if (isRepeat) continue
      told.add(line.stepId)
      const ways = graph.get(line.stepId) ?? []
      const depth = line.depth + (ways.length > 1 ? 1 : 0)
      for (const { via, to } of ways.toReversed()) ahead.push({ stepId: to, depth, via })
    }
  }
  return lines
}
