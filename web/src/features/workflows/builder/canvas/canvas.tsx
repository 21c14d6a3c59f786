import {
  applyNodeChanges,
  Background,
  type Connection,
  Controls,
  type FinalConnectionState,
  MiniMap,
  type NodeChange,
  ReactFlow,
  type ReactFlowProps,
  useReactFlow,
} from '@xyflow/react'
import '@xyflow/react/dist/base.css'
import { useReducedMotion } from '@mantine/hooks'
import { type KeyboardEvent, type MouseEvent, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from '../../../../i18n/use-translation.ts'
import { useSteady } from '../../../../ui/use-steady.ts'
import { grid, snapped } from '../model/size.ts'
import type { Way } from '../model/way.ts'
import { startId } from '../state/builder-state.ts'
import { bringIntoSight } from './bring-into-sight.ts'
import classes from './canvas.module.css'
import { edgesOf, type FlowEdge, type FlowNode, nodesOf, type Shown } from './flow.ts'
import { StartNodeView, StepNodeView } from './step-node.tsx'
import { useFitBeside } from './use-fit-beside.ts'
import { WayEdge } from './way-edge.tsx'

const nodeTypes = { step: StepNodeView, start: StartNodeView }
const edgeTypes = { way: WayEdge }
const fitting = { padding: 0.15, maxZoom: 1 } as const
const always: ReactFlowProps<FlowNode, FlowEdge> = {
  isValidConnection: ({ target }) => target !== startId,
  snapToGrid: true,
  snapGrid: [grid, grid],
  fitView: true,
  fitViewOptions: fitting,
  minZoom: 0.1,
  maxZoom: 2,
  disableKeyboardA11y: true,
  deleteKeyCode: null,
  multiSelectionKeyCode: null,
  edgesFocusable: false,
  elevateNodesOnSelect: false,
  proOptions: { hideAttribution: true },
}

export type Goto = (id: string, options?: Readonly<{ focus?: boolean }>) => void

type Props = Shown &
  Readonly<{
    edgeWords: Readonly<{ label(way: Way): string; sentence(way: Way, to: string): string }>
    isPhone: boolean
    /** Beside it a panel tells of the whole. */
    isBeside: boolean
    onChoose(ids: readonly string[], options: Readonly<{ isOpening: boolean }>): void
    onMove(places: Readonly<Record<string, { x: number; y: number }>>): void
    onConnect(from: Way, to: string): void
    onDisconnect(from: Way): void
    /** Dropped where nothing is. */
    onAddAt(from: Way, at: { x: number; y: number }): void
    onKeyDown(event: KeyboardEvent, id: string | null): void
    /** Tells how to go to a step, once it is known. */
    onReady(goto: Goto): void
  }>

/** The graph, to be seen as a whole and put together by hand. */
export function Canvas({ edgeWords, isPhone, isBeside, onReady, onKeyDown, ...props }: Props) {
  const { t } = useTranslation('builder')
  const { definition } = props
  const flow = useReactFlow<FlowNode, FlowEdge>()
  const isStill = useReducedMotion()
  const duration = isStill ? 0 : 250
  const gliding = useMemo(() => ({ ...fitting, duration }), [duration])
  useFitBeside(isBeside, gliding)
  const [nodes, setNodes] = useNodes(props)
  const [chosenEdge, setChosenEdge] = useState<string | null>(null)
  const drawn = useRef<FlowEdge[]>([])
  const edges = useMemo(() => edgesOf(definition, edgeWords, drawn.current), [definition, edgeWords])
  useEffect(() => {
    drawn.current = edges
  }, [edges])
  const shownEdges = useMemo(
    () => edges.map((edge) => (edge.id === chosenEdge ? { ...edge, selected: true } : edge)),
    [edges, chosenEdge],
  )
  const frame = useRef<HTMLElement>(null)

  useEffect(() => {
    const goto: Goto = (id, { focus = false } = {}) => {
      const node = flow.getNode(id)
      if (node === undefined) return
      bringIntoSight(flow, node, frame.current, duration)
      if (focus) focusSoon(frame.current, id)
    }
    onReady(goto)
  }, [flow, onReady, duration])

  // Each that is another one goes into the store, which everything that is drawn watches.
  const hearing = {
    onNodesChange: useSteady((changes: NodeChange<FlowNode>[]) =>
      setNodes((before) => applyNodeChanges(changes, before)),
    ),
    onNodeClick: useSteady((event: MouseEvent, { id }: FlowNode) => {
      setChosenEdge(null)
      const isMore = event.shiftKey || event.ctrlKey || event.metaKey
      const others = props.chosen.filter((one) => one !== id)
      if (!isMore) props.onChoose([id], { isOpening: true })
      else props.onChoose(props.chosen.includes(id) ? others : [...others, id], { isOpening: false })
    }),
    onEdgeClick: useSteady((_: MouseEvent, { id }: FlowEdge) => setChosenEdge(id)),
    onPaneClick: useSteady(() => {
      setChosenEdge(null)
      props.onChoose([], { isOpening: false })
    }),
    onSelectionEnd: useSteady(() => {
      const ids = flow.getNodes().filter(({ selected }) => selected)
      props.onChoose(
        ids.map(({ id }) => id),
        { isOpening: false },
      )
    }),
    onNodeDragStop: useSteady((_: unknown, __: FlowNode, dragged: FlowNode[]) => props.onMove(placesOf(dragged))),
    onSelectionDragStop: useSteady((_: unknown, dragged: FlowNode[]) => props.onMove(placesOf(dragged))),
    onConnect: useSteady((connection: Connection) => {
      const from = wayOf(connection)
      if (from !== null && connection.target !== startId) props.onConnect(from, connection.target)
    }),
    onConnectEnd: useSteady((event: globalThis.MouseEvent | TouchEvent, state: FinalConnectionState) => {
      const from = wayDropped(state)
      if (from === null) return
      const { clientX, clientY } = 'changedTouches' in event ? (event.changedTouches[0] ?? never) : event
      const { x, y } = flow.screenToFlowPosition({ x: clientX, y: clientY })
      props.onAddAt(from, { x: snapped(x), y: snapped(y - 24) })
    }),
  }
  const ariaLabels = useMemo(
    () => ({
      'controls.ariaLabel': t('canvas.controls'),
      'controls.zoomIn.ariaLabel': t('canvas.zoomIn'),
      'controls.zoomOut.ariaLabel': t('canvas.zoomOut'),
      'controls.fitView.ariaLabel': t('canvas.fit'),
      'minimap.ariaLabel': t('canvas.minimap'),
    }),
    [t],
  )

  return (
    <section
      ref={frame}
      aria-label={t('canvas.label')}
      className={classes.canvas}
      onKeyDown={(event) => {
        if (chosenEdge !== null && (event.key === 'Delete' || event.key === 'Backspace')) {
          const edge = edges.find(({ id }) => id === chosenEdge)
          if (edge?.data) props.onDisconnect(edge.data.from)
          setChosenEdge(null)
          return
        }
        onKeyDown(event, idAt(event.target))
      }}
    >
      <ReactFlow
        nodes={nodes}
        edges={shownEdges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        {...hearing}
        {...always}
        onlyRenderVisibleElements={definition.steps.length > 30}
        ariaLabelConfig={ariaLabels}
      >
        <Background gap={grid} />
        <Controls showInteractive={false} fitViewOptions={gliding} />
        {!isPhone && <MiniMap pannable zoomable position="bottom-right" />}
      </ReactFlow>
    </section>
  )
}

const never = { clientX: 0, clientY: 0 }

// Places change here with every pixel of a drag; what is edited changes once, at its end.
function useNodes({ definition, problems, chosen, lit, labelOf }: Shown) {
  const [nodes, setNodes] = useState<FlowNode[]>(() => nodesOf({ definition, problems, chosen, lit, labelOf }, []))
  useEffect(() => {
    setNodes((before) => nodesOf({ definition, problems, chosen, lit, labelOf }, before))
  }, [definition, problems, chosen, lit, labelOf])
  return [nodes, setNodes] as const
}

function placesOf(nodes: readonly FlowNode[]): Record<string, { x: number; y: number }> {
  return Object.fromEntries(nodes.filter(({ id }) => id !== startId).map(({ id, position }) => [id, position]))
}

function wayOf({ source, sourceHandle }: Connection): Way | null {
  return sourceHandle === null ? null : { stepId: source === startId ? null : source, exit: sourceHandle }
}

function wayDropped({ fromHandle, toNode }: FinalConnectionState): Way | null {
  if (toNode || !fromHandle || fromHandle.type !== 'source' || !fromHandle.id) return null
  return { stepId: fromHandle.nodeId === startId ? null : fromHandle.nodeId, exit: fromHandle.id }
}

function idAt(target: EventTarget): string | null {
  return target instanceof Element ? (target.closest('.react-flow__node')?.getAttribute('data-id') ?? null) : null
}

// Out of sight it is not drawn: it comes with the view that moves there.
function focusSoon(frame: HTMLElement | null, id: string): void {
  const until = performance.now() + 1000
  const look = () => {
    const node = frame?.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`)
    if (node) node.focus({ preventScroll: true })
    else if (performance.now() < until) requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}
