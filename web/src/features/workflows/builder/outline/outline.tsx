import { outlineOf, type WorkflowDefinition, type WorkflowProblem } from '@fairlead/sdk'
import type { KeyboardEvent } from 'react'
import { useTranslation } from '../../../../i18n/use-translation.ts'
import { type Marks, marksOf } from '../canvas/flow.ts'
import { leadsBy, stepOf, type Way } from '../model/way.ts'
import { startId } from '../state/builder-state.ts'
import classes from './outline.module.css'
import { RepeatRow, StartRow, StepRow } from './outline-row.tsx'

export type OutlineActs = Readonly<{
  onChoose(id: string): void
  onAdd(way: Way): void
  onRemove(id: string): void
}>

type Props = OutlineActs &
  Readonly<{
    definition: WorkflowDefinition
    problems: readonly WorkflowProblem[]
    chosen: readonly string[]
    lit: ReadonlySet<string>
  }>

const none: Marks = { errors: 0, warnings: 0 }

/** The graph to be read from top to bottom, and changed: without a mouse, on a phone, by ear. */
export function Outline({ definition, problems, chosen, lit, ...acts }: Props) {
  const { t } = useTranslation('builder')
  const lines = outlineOf(definition)
  const marks = marksOf(problems)

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrows go from row to row
    <div className={classes.outline} onKeyDown={goBetweenRows} data-scroll-restoration-id="outline">
      <ol className={classes.lines} aria-label={t('outline.title')}>
        <StartRow
          definition={definition}
          marks={marks.get(startId) ?? none}
          isChosen={chosen.includes(startId)}
          acts={acts}
        />
        {lines.map((line, index) =>
          line.isRepeat ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same step may be told of in several places
            <RepeatRow key={index} definition={definition} line={line} from={before(lines, index)} acts={acts} />
          ) : (
            <StepRow
              key={line.stepId}
              definition={definition}
              line={line}
              from={before(lines, index)}
              marks={marks.get(line.stepId) ?? none}
              isChosen={chosen.includes(line.stepId)}
              isLit={lit.has(line.stepId)}
              acts={acts}
            />
          ),
        )}
      </ol>
    </div>
  )

  // Whose exit leads to a line: the nearest above that is no deeper, and has such a way.
  function before(all: typeof lines, index: number): string | null {
    const line = all[index]
    if (line === undefined || line.via === null) return null
    for (let above = index - 1; above >= 0; above -= 1) {
      const other = all[above]
      if (other === undefined || other.isRepeat || other.depth > line.depth) continue
      const step = stepOf(definition, other.stepId)
      if (step !== null && leadsBy(step, line.via) === line.stepId) return step.id
    }
    return null
  }
}

function goBetweenRows(event: KeyboardEvent<HTMLDivElement>): void {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (by === undefined || !(event.target instanceof HTMLElement) || !event.target.matches('[data-row]')) return
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row]')]
  rows[rows.indexOf(event.target) + by]?.focus()
  event.preventDefault()
}
