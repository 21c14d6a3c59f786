import { IconPlus, IconX } from '@tabler/icons-react'
import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getSmoothStepPath } from '@xyflow/react'
import { memo } from 'react'
import { useTranslation } from '../../../../i18n/use-translation.ts'
import classes from './edge.module.css'
import type { FlowEdge } from './flow.ts'
import { useNodeContext } from './node-context.tsx'

/** Beside the exit where it begins: there no other connection has its own. */
const besidePx = 22

/** A connection, with a '+' for something in between; its exit's words stand where it begins, and on it once it is chosen. */
export const WayEdge = memo(function WayEdge({ data, selected, markerEnd, ...ends }: EdgeProps<FlowEdge>) {
  const { t } = useTranslation('builder')
  const { addAfter, disconnect } = useNodeContext()
  const [path, x, y] = getSmoothStepPath({ ...ends, borderRadius: 12 })
  if (data === undefined) return null

  return (
    <>
      <BaseEdge path={path} interactionWidth={24} {...(markerEnd === undefined ? {} : { markerEnd })} />
      <EdgeLabelRenderer>
        <div
          className={`${classes.label} nodrag nopan`}
          style={{ transform: `translate(-50%, -50%) translate(${ends.sourceX + besidePx}px, ${ends.sourceY}px)` }}
        >
          <button
            type="button"
            className={classes.button}
            tabIndex={-1}
            aria-label={t('canvas.insert', { exit: data.label })}
            title={t('canvas.insert', { exit: data.label })}
            onClick={() => addAfter(data.from)}
          >
            <IconPlus size={13} aria-hidden />
          </button>
        </div>
        {selected && (
          <div
            className={`${classes.label} nodrag nopan`}
            style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
          >
            <span className={classes.text}>{data.label}</span>
            <button
              type="button"
              className={classes.button}
              aria-label={t('canvas.disconnect')}
              title={t('canvas.disconnect')}
              onClick={() => disconnect(data.from)}
            >
              <IconX size={13} aria-hidden />
            </button>
          </div>
        )}
      </EdgeLabelRenderer>
    </>
  )
})
