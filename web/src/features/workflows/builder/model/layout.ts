import { Graph, layout } from '@dagrejs/dagre'
import type { WorkflowDefinition } from '@fairlead/sdk'
import { gap, heightOf, nodeWidth, snapped } from './size.ts'
import { connectionsOf } from './way.ts'

export type Places = Readonly<Record<string, Readonly<{ x: number; y: number }>>>

const startName = '#start'

/** Where each step goes so that it is read from the start to the ends, the start itself being at 0, 0. */
export function placesOf(definition: WorkflowDefinition): Places {
  const graph = new Graph<object, { x?: number; y?: number; width: number; height: number }, object>()
  graph.setGraph({ rankdir: 'LR', nodesep: gap.y, ranksep: gap.x })
  graph.setDefaultEdgeLabel(() => ({}))
  graph.setNode(startName, { width: nodeWidth, height: 100 })
  for (const step of definition.steps) graph.setNode(step.id, { width: nodeWidth, height: heightOf(step) })
  for (const { from, to } of connectionsOf(definition)) graph.setEdge(from.stepId ?? startName, to)
  layout(graph)

  const start = cornerOf(startName)
  return Object.fromEntries(
    definition.steps.map(({ id }) => {
      const { x, y } = cornerOf(id)
      return [id, { x: snapped(x - start.x), y: snapped(y - start.y) }]
    }),
  )

  // It answers with the middle of each.
  function cornerOf(id: string): { x: number; y: number } {
    const { x = 0, y = 0, width, height } = graph.node(id)
    return { x: x - width / 2, y: y - height / 2 }
  }
}

/** Where a new step goes: behind what leads to it, and below whatever is there already. */
export function placeAfter(definition: WorkflowDefinition, stepId: string | null): { x: number; y: number } {
  const before = definition.steps.find(({ id }) => id === stepId)
  const from = before?.at ?? { x: 0, y: 0 }
  const x = snapped(from.x + nodeWidth + gap.x)
  let y = snapped(from.y)
  for (;;) {
    const under = definition.steps.find(
      (step) => Math.abs(step.at.x - x) < nodeWidth && y < step.at.y + heightOf(step) + gap.y && y + 140 > step.at.y,
    )
    if (under === undefined) return { x, y }
    y = snapped(under.at.y + heightOf(under) + gap.y * 1.5)
  }
}
