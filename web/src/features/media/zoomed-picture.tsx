import { type PointerEvent, useRef, useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import classes from './media-viewer.module.css'

type Props = Readonly<{ url: string; name: string; zoom: number; onToggle(): void }>

/** A picture as large as it fits, or larger: then it is moved by dragging, by wheel or by the arrows of its frame. */
export function ZoomedPicture({ url, name, zoom, onToggle }: Props) {
  const { t } = useTranslation('thread')
  const [hasFailed, setFailed] = useState(false)
  const [fitting, setFitting] = useState<number | null>(null)
  const frame = useRef<HTMLDivElement>(null)
  const isZoomed = zoom > 1 && fitting !== null

  function drag({ buttons, pointerType, movementX, movementY }: PointerEvent) {
    // A finger moves it by itself.
    if (isZoomed && buttons === 1 && pointerType === 'mouse') frame.current?.scrollBy(-movementX, -movementY)
  }

  if (hasFailed) return <p className={classes.failed}>{t('media.failed')}</p>
  return (
    <div ref={frame} className={classes.frame} data-zoomed={isZoomed || undefined} onPointerMove={drag}>
      <img
        className={classes.picture}
        src={url}
        alt={name}
        draggable={false}
        onDoubleClick={onToggle}
        onError={() => setFailed(true)}
        onLoad={({ currentTarget }) => setFitting(currentTarget.clientWidth)}
        {...(isZoomed ? { style: { inlineSize: fitting * zoom } } : {})}
      />
    </div>
  )
}
