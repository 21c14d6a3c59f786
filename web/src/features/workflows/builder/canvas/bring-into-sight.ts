import type { ReactFlowInstance } from '@xyflow/react'
import type { FlowEdge, FlowNode } from './flow.ts'

/** Below that nothing can be read. */
const leastZoom = 0.7
/** Around what is brought, in pixels of the screen. */
const margin = 40

type Flow = ReactFlowInstance<FlowNode, FlowEdge>

/** Moves the canvas no further than needed: what leads to a step stays in sight as well, where there is room. */
export function bringIntoSight(flow: Flow, node: FlowNode, frame: HTMLElement | null, duration: number): void {
  if (frame === null) return
  const room = frame.getBoundingClientRect()
  const { width = 260, height = 120 } = flow.getInternalNode(node.id)?.measured ?? {}
  const { x, y, zoom } = flow.getViewport()
  const from = { x: node.position.x * zoom + x, y: node.position.y * zoom + y }
  const [across, down] = [shiftFor(from.x, width * zoom, room.width), shiftFor(from.y, height * zoom, room.height)]
  if (across === 0 && down === 0) return
  if (zoom < leastZoom) {
    const [middle, center] = [node.position.x + width / 2, node.position.y + height / 2]
    void flow.setCenter(middle, center, { zoom: leastZoom, duration })
  } else void flow.setViewport({ x: x + across, y: y + down, zoom }, { duration })
}

/** How far what begins at `from` has to move to be in a room of that length; what is there already stays. */
export function shiftFor(from: number, length: number, room: number): number {
  if (from >= 0 && from + length <= room) return 0
  const isAhead = from < 0 || length + 2 * margin > room
  return isAhead ? margin - from : room - margin - (from + length)
}
