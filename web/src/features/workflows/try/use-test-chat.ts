import { type Input, type Tried, tryWorkflow, type WorkflowDefinition } from '@fairlead/sdk'
import { useEffect, useRef, useState } from 'react'
import { client } from '../../../api.ts'
import { describeError } from '../../../describe-error.ts'

type Body = Input<typeof tryWorkflow>['body']
export type Happening = NonNullable<Body['event']>
export type InventedContact = Readonly<{
  name: string
  locale: string
  tags: readonly string[]
  stage: string | null
  isNew: boolean
  /** Where they write; null: in no channel that there is. */
  channelId: string | null
}>

/** A line of the chat, in the order in which it came. */
export type ChatLine = Readonly<{ key: number }> &
  (
    | Readonly<{ kind: 'told'; text: string; choices: Tried['says'][number]['choices']; files: number }>
    | Readonly<{ kind: 'said' | 'happened'; text: string }>
    | Readonly<{ kind: 'step'; step: Tried['steps'][number] }>
    | Readonly<{ kind: 'foreseen'; foreseen: Tried['foreseen'][number] }>
  )
type NewLine = ChatLine extends infer Line ? (Line extends ChatLine ? Omit<Line, 'key'> : never) : never

/** A run that has much to do before it waits is asked again, so often. */
const mostRounds = 10

/** The chat with what a definition is at the moment; what it is like so far is kept here and nowhere else. */
export function useTestChat(definition: WorkflowDefinition, onHighlight: (stepIds: readonly string[]) => void) {
  const [lines, setLines] = useState<readonly ChatLine[]>([])
  const [tried, setTried] = useState<Tried | null>(null)
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  // What comes back after somebody began again is of no interest any more.
  const turn = useRef(0)
  const keys = useRef(0)
  // Where it began it goes on, whatever is chosen meanwhile.
  const place = useRef<Pick<Body, 'channelId'>>({})

  useEffect(
    () => () => {
      turn.current += 1
    },
    [],
  )

  function add(...added: readonly NewLine[]): void {
    const keyed = added.map((line) => {
      keys.current += 1
      return { ...line, key: keys.current }
    })
    setLines((before) => [...before, ...keyed])
  }

  async function play(body: Omit<Body, 'definition'>): Promise<void> {
    turn.current += 1
    const own = turn.current
    setBusy(true)
    setFailure(null)
    try {
      let next = await client.call(tryWorkflow, { body: { definition, ...place.current, ...body } })
      const lit = new Set<string>()
      for (let round = 0; own === turn.current; round += 1) {
        add(...linesOf(next))
        for (const { stepId } of next.steps) lit.add(stepId)
        if (next.status !== 'running' || round === mostRounds) break
        next = await client.call(tryWorkflow, { body: { definition, ...place.current, state: next.state } })
      }
      if (own !== turn.current) return
      setTried(next)
      onHighlight([...lit, ...(next.stepId === null ? [] : [next.stepId])])
    } catch (error) {
      if (own === turn.current) setFailure(describeError(error))
    } finally {
      if (own === turn.current) setBusy(false)
    }
  }

  return {
    lines,
    tried,
    isBusy,
    failure,
    begin({ channelId, tags, ...contact }: InventedContact): void {
      place.current = channelId === null ? {} : { channelId }
      setLines([])
      setTried(null)
      void play({ contact: { ...contact, tags: [...tags] } })
    },
    /** `line`: what the chat says of it. */
    happen(event: Happening, line: Readonly<{ kind: 'said' | 'happened'; text: string }>): void {
      if (tried === null || isBusy) return
      add(line)
      void play({ state: tried.state, event })
    },
  }
}

function linesOf({ steps, says, foreseen }: Tried): NewLine[] {
  const left = [...foreseen]
  // A step that is waited in has its line when it is left.
  const ofSteps = steps.flatMap((step): NewLine[] => {
    const own = left[0]?.stepId === step.stepId ? left.splice(0, 1) : []
    return [{ kind: 'step', step }, ...own.map(foreseenLine)]
  })
  return [...ofSteps, ...left.map(foreseenLine), ...says.map((told) => ({ kind: 'told' as const, ...told }))]
}

function foreseenLine(foreseen: Tried['foreseen'][number]): NewLine {
  return { kind: 'foreseen', foreseen }
}
