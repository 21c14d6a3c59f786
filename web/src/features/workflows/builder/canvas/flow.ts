import type { WorkflowDefinition, WorkflowProblem, WorkflowStart, WorkflowStep } from '@fairlead/sdk'
import { type Edge, MarkerType, type Node } from '@xyflow/react'
import { heightOf, nodeWidth } from '../model/size.ts'
import { connectionsOf, targetOf, type Way } from '../model/way.ts'
import { startId } from '../state/builder-state.ts'

export type Marks = Readonly<{ errors: number; warnings: number }>

type StepNodeData = {
  step: WorkflowStep
  /** Where it jumps to. */
  target: WorkflowStep | null
  marks: Marks
  isLit: boolean
}
type StartNodeData = { start: WorkflowStart; marks: Marks }
export type StepNode = Node<StepNodeData, 'step'>
export type StartNode = Node<StartNodeData, 'start'>
export type FlowNode = StepNode | StartNode
export type FlowEdge = Edge<{ from: Way; label: string }, 'way'>

const startHeight = 96

/** The start stands before the first step, wherever that was put. */
function placeOfStart({ start, steps }: WorkflowDefinition): { x: number; y: number } {
  const first = steps.find(({ id }) => id === start.next)
  return first ? { x: first.at.x - nodeWidth - 100, y: first.at.y } : { x: 0, y: 0 }
}

export type Shown = Readonly<{
  definition: WorkflowDefinition
  problems: readonly WorkflowProblem[]
  chosen: readonly string[]
  lit: ReadonlySet<string>
  labelOf(id: string | null): string
}>

/** The nodes as they are to be drawn. What did not change stays the same object, or array, so that it is not drawn again. */
export function nodesOf({ definition, problems, chosen, lit, labelOf }: Shown, before: FlowNode[]): FlowNode[] {
  const known = new Map(before.map((node) => [node.id, node]))
  const marks = marksOf(problems)
  const start: StartNode = {
    id: startId,
    type: 'start',
    position: placeOfStart(definition),
    data: { start: definition.start, marks: marks.get(startId) ?? unmarked },
    selected: chosen.includes(startId),
    initialWidth: nodeWidth,
    initialHeight: startHeight,
    deletable: false,
    ariaLabel: labelOf(null),
  }
  const steps = definition.steps.map(
    (step): StepNode => ({
      id: step.id,
      type: 'step',
      position: step.at,
      data: {
        step,
        target: targetOf(definition, step),
        marks: marks.get(step.id) ?? unmarked,
        isLit: lit.has(step.id),
      },
      selected: chosen.includes(step.id),
      initialWidth: nodeWidth,
      initialHeight: heightOf(step),
      ariaLabel: labelOf(step.id),
    }),
  )
  return unlessSame(
    [start, ...steps].map((node) => kept(node, known.get(node.id))),
    before,
  )
}

type EdgeWords = Readonly<{ label(way: Way): string; sentence(way: Way, to: string): string }>

/** The connections as they are to be drawn. As with nodes, what did not change stays the same object. */
export function edgesOf(definition: WorkflowDefinition, words: EdgeWords, before: FlowEdge[] = []): FlowEdge[] {
  const known = new Map(before.map((edge) => [edge.id, edge]))
  const edges = connectionsOf(definition).map(({ from, to }): FlowEdge => {
    const id = `${from.stepId ?? startId} ${from.exit}`
    const [label, ariaLabel, last] = [words.label(from), words.sentence(from, to), known.get(id)]
    if (last?.target === to && last.ariaLabel === ariaLabel && last.data?.label === label) return last
    return {
      ...{ id, type: 'way', source: from.stepId ?? startId, sourceHandle: from.exit, target: to },
      ...{ data: { from, label }, ariaLabel, markerEnd },
    }
  })
  return unlessSame(edges, before)
}

function unlessSame<T>(now: T[], before: T[]): T[] {
  return now.length === before.length && now.every((each, index) => each === before[index]) ? before : now
}

const markerEnd = { type: MarkerType.ArrowClosed, width: 16, height: 16 }

const unmarked: Marks = { errors: 0, warnings: 0 }

export function marksOf(problems: readonly WorkflowProblem[]): ReadonlyMap<string, Marks> {
  const marks = new Map<string, Marks>()
  for (const { stepId, level } of problems) {
    const { errors, warnings } = marks.get(stepId ?? startId) ?? unmarked
    const next = level === 'error' ? { errors: errors + 1, warnings } : { errors, warnings: warnings + 1 }
    marks.set(stepId ?? startId, next)
  }
  return marks
}

function kept(node: FlowNode, before: FlowNode | undefined): FlowNode {
  if (before === undefined || before.type !== node.type) return node
  const isSame =
    before.selected === node.selected &&
    before.ariaLabel === node.ariaLabel &&
    before.position.x === node.position.x &&
    before.position.y === node.position.y &&
    sameData(before, node)
  // What was measured stays: a node that has no size is not drawn.
  return isSame ? before : ({ ...before, ...node, measured: before.measured ?? {} } as FlowNode)
}

function sameData(a: FlowNode, b: FlowNode): boolean {
  const isSameMarks = a.data.marks.errors === b.data.marks.errors && a.data.marks.warnings === b.data.marks.warnings
  if (a.type === 'step' && b.type === 'step') {
    return (
      isSameMarks && a.data.step === b.data.step && a.data.target === b.data.target && a.data.isLit === b.data.isLit
    )
  }
  return isSameMarks && a.type === 'start' && b.type === 'start' && a.data.start === b.data.start
}
