import { IconMessage2, IconPlus } from '@tabler/icons-react'
import { Handle, type NodeProps, Position } from '@xyflow/react'
import { memo } from 'react'
import { useTranslation } from '../../../../i18n/use-translation.ts'
import { goalWithin, waysOutOf } from '../model/way.ts'
import { useTraffic } from '../traffic.tsx'
import { useWords } from '../words/builder-words.tsx'
import { StepIcon } from '../words/step-icon.tsx'
import type { StartNode, StepNode } from './flow.ts'
import { MarkBadge } from './mark-badge.tsx'
import classes from './node.module.css'
import { useNodeContext } from './node-context.tsx'
import { TrafficBadge } from './traffic-badge.tsx'

/** A step with what it does, and a handle for each way out of it. */
export const StepNodeView = memo(function StepNodeView({ data, selected }: NodeProps<StepNode>) {
  const { t } = useTranslation('builder')
  const { addAfter } = useNodeContext()
  const words = useWords()
  const { step, target, marks, isLit } = data
  const traffic = useTraffic(step.id)
  const name = words.step(step)
  const summary = words.describe(step, target)

  return (
    <div className={classes.node} data-chosen={selected || undefined} data-lit={isLit || undefined}>
      <Handle type="target" position={Position.Left} className={classes.entry} aria-hidden />
      <div className={classes.head}>
        <StepIcon type={step.type} />
        <span className={classes.name}>{name}</span>
        {step.comment !== '' && (
          <IconMessage2
            size={16}
            className={classes.comment}
            role="img"
            aria-label={t('commented')}
            title={step.comment}
          />
        )}
        <MarkBadge marks={marks} />
        {traffic !== null && <TrafficBadge traffic={traffic} />}
      </div>
      {summary !== '' && (
        <div className={classes.summary} title={summary}>
          {summary}
        </div>
      )}
      <ul className={classes.exits}>
        {waysOutOf(step).map((exit) => (
          <Exit
            key={exit}
            exit={exit}
            text={words.exit(step, exit)}
            isConnected={goalWithin(step, exit) !== null}
            count={traffic === null ? null : (traffic.exits[exit] ?? 0)}
            addLabel={t('canvas.addAfter', { step: name, exit: words.exit(step, exit) })}
            onAdd={() => addAfter({ stepId: step.id, exit })}
          />
        ))}
      </ul>
    </div>
  )
})

/** How it begins. */
export const StartNodeView = memo(function StartNodeView({ data, selected }: NodeProps<StartNode>) {
  const { t } = useTranslation('builder')
  const { addAfter } = useNodeContext()
  const words = useWords()
  const { start, marks } = data

  return (
    <div className={classes.node} data-chosen={selected || undefined} data-start>
      <div className={classes.head}>
        <StepIcon type="start" />
        <span className={classes.name}>{t('start')}</span>
        <MarkBadge marks={marks} />
      </div>
      <div className={classes.summary}>{words.trigger(start)}</div>
      <ul className={classes.exits}>
        <Exit
          exit="next"
          text={t('then')}
          isConnected={start.next !== null}
          count={null}
          addLabel={t('canvas.addFirst')}
          onAdd={() => addAfter({ stepId: null, exit: 'next' })}
        />
      </ul>
    </div>
  )
})

type ExitProps = Readonly<{
  exit: string
  text: string
  isConnected: boolean
  /** How many went this way; null: not asked. */
  count: number | null
  addLabel: string
  onAdd: () => void
}>

function Exit({ exit, text, isConnected, count, addLabel, onAdd }: ExitProps) {
  return (
    <li className={classes.exit}>
      {count !== null && <span className={classes.count}>{count}</span>}
      <span className={classes.exitText} title={text}>
        {text}
      </span>
      {!isConnected && (
        // Out of the order of Tab, of which hundreds would be in the way: by the keyboard it is N, or the panel.
        <button
          type="button"
          className={`${classes.add} nodrag nopan`}
          aria-label={addLabel}
          title={addLabel}
          tabIndex={-1}
          onClick={(event) => {
            event.stopPropagation()
            onAdd()
          }}
        >
          <IconPlus size={14} aria-hidden />
        </button>
      )}
      <Handle type="source" id={exit} position={Position.Right} className={classes.handle} aria-hidden />
    </li>
  )
}
