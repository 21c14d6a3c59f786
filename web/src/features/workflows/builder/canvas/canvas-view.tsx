import type { WorkflowDefinition, WorkflowProblem, WorkflowStep } from '@fairlead/sdk'
import { type KeyboardEvent, type RefObject, useCallback, useDeferredValue, useMemo } from 'react'
import { useTranslation } from '../../../../i18n/use-translation.ts'
import { useSteady } from '../../../../ui/use-steady.ts'
import { type Direction, neighbourOf } from '../model/neighbours.ts'
import { grid } from '../model/size.ts'
import { startWay, stepOf, targetOf, type Way, waysOutOf } from '../model/way.ts'
import { startId } from '../state/builder-state.ts'
import type { Builder } from '../state/use-builder.ts'
import { useWords } from '../words/builder-words.tsx'
import { Canvas, type Goto } from './canvas.tsx'
import { NodeContext } from './node-context.tsx'

type Props = Readonly<{
  builder: Builder
  problems: readonly WorkflowProblem[]
  lit: ReadonlySet<string>
  isPhone: boolean
  goto: RefObject<Goto>
  onPick(picking: Readonly<{ from: Way; at?: { x: number; y: number } }>): void
  onRemove(ids: readonly string[]): void
}>

const arrows: Partial<Record<string, Direction>> = {
  ArrowRight: 'ahead',
  ArrowLeft: 'back',
  ArrowUp: 'up',
  ArrowDown: 'down',
}

const along: Readonly<Record<Direction, Readonly<{ x: number; y: number }>>> = {
  ahead: { x: grid, y: 0 },
  back: { x: -grid, y: 0 },
  up: { x: 0, y: -grid },
  down: { x: 0, y: grid },
}

/** The canvas with its keys: along the connections by the arrows, and whatever is done with the step that has the focus. */
export function CanvasView({ builder, problems, lit, isPhone, goto, onPick, onRemove }: Props) {
  const words = useWords()
  const { definition, chosen, side, edit } = builder
  const addAfter = useSteady((from: Way) => onPick({ from }))
  const disconnect = useSteady((from: Way) => edit({ kind: 'disconnect', from }))
  const nodeActs = useMemo(() => ({ addAfter, disconnect }), [addAfter, disconnect])
  const { t } = useTranslation('builder')
  const drawn = useDrawn(definition)
  const edgeWords = useMemo(
    () => ({
      label: (way: Way) => words.way(drawn, way),
      sentence: (way: Way, to: string) =>
        t('canvas.way', {
          from: words.stepOf(drawn, way.stepId),
          exit: words.way(drawn, way),
          to: words.stepOf(drawn, to),
        }),
    }),
    [words, drawn, t],
  )
  const labelOf = useCallback(
    (id: string | null) => {
      const step = stepOf(drawn, id)
      const said = step === null ? words.trigger(drawn.start) : words.describe(step, targetOf(drawn, step))
      const name = words.stepOf(drawn, id)
      return said === '' ? name : `${name}: ${said}`
    },
    [words, drawn],
  )

  function hear(event: KeyboardEvent, focused: string | null) {
    if (focused === null || event.ctrlKey || event.metaKey || event.altKey) return
    const id = focused === startId ? null : focused
    const direction = arrows[event.key]
    if (direction !== undefined && event.shiftKey) {
      moveBy(chosen.includes(focused) ? chosen : [focused], along[direction])
    } else if (direction !== undefined) {
      const next = neighbourOf(definition, id, direction)
      if (next !== null) {
        builder.choose([next.id ?? startId])
        goto.current(next.id ?? startId, { focus: true })
      }
    } else if (event.key === 'Enter' && !isButton(event.target)) {
      builder.choose([focused], 'step')
      focusForm()
    } else if (event.key === ' ' && !isButton(event.target)) {
      builder.choose([focused])
    } else if (event.key === 'n' || event.key === 'N') {
      onPick({ from: freeWay(id) })
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      const before = neighbourOf(definition, id, 'back')
      onRemove(chosen.includes(focused) ? chosen : [focused])
      if (before !== null) goto.current(before.id ?? startId, { focus: true })
    } else return
    event.preventDefault()
  }

  function moveBy(ids: readonly string[], { x, y }: Readonly<{ x: number; y: number }>) {
    const moved = definition.steps.filter(({ id }) => ids.includes(id))
    const places = moved.map(({ id, at }) => [id, { x: at.x + x, y: at.y + y }] as const)
    if (places.length > 0) edit({ kind: 'move', places: Object.fromEntries(places) })
  }

  // The first that leads nowhere yet, else the first: the new step goes in between.
  function freeWay(id: string | null): Way {
    const step = stepOf(definition, id)
    if (step === null) return startWay
    const exits = waysOutOf(step)
    const exit = exits.find((one) => step.exits[one] === undefined) ?? exits[0] ?? 'next'
    return { stepId: step.id, exit }
  }

  return (
    <NodeContext value={nodeActs}>
      <Canvas
        definition={drawn}
        problems={problems}
        chosen={chosen}
        lit={lit}
        labelOf={labelOf}
        edgeWords={edgeWords}
        isPhone={isPhone}
        isBeside={side === 'try' || side === 'runs'}
        onChoose={(ids, { isOpening }) => builder.choose(ids, isOpening ? 'step' : undefined)}
        onMove={(places) => edit({ kind: 'move', places })}
        onConnect={(from, to) => edit({ kind: 'connect', from, to })}
        onDisconnect={disconnect}
        onAddAt={(from, at) => onPick({ from, at })}
        onKeyDown={hear}
        onReady={useCallback(
          (go: Goto) => {
            goto.current = go
          },
          [goto],
        )}
      />
    </NodeContext>
  )
}

/** What is typed is in its field at once, and on the canvas, of hundreds of steps, as soon as there is time for it. */
function useDrawn(definition: WorkflowDefinition): WorkflowDefinition {
  const before = useDeferredValue(definition)
  const steps = new Map(before.steps.map((step) => [step.id, step]))
  const isInPlace = ({ id, at }: WorkflowStep) => steps.get(id)?.at.x === at.x && steps.get(id)?.at.y === at.y
  const isTyped = definition.steps.length === before.steps.length && definition.steps.every(isInPlace)
  return isTyped ? before : definition
}

function isButton(target: EventTarget): boolean {
  return target instanceof Element && target.closest('button') !== null
}

// The form is drawn in answer to the same key.
function focusForm(): void {
  const until = performance.now() + 1000
  const look = () => {
    const field = document.querySelector<HTMLElement>('[data-side] :is(input, textarea, select):not([type="hidden"])')
    if (field) field.focus()
    else if (performance.now() < until) requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}
