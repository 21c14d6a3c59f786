import { useLocalStorage } from '@mantine/hooks'
import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import classes from './list-divider.module.css'

const [narrowest, usual, widest] = [260, 340, 620]
const stepPx = 20

/** How wide the list is, as chosen on this device. */
export function useListWidth() {
  const [width, setWidth] = useLocalStorage({
    key: 'fairlead.list-width',
    defaultValue: usual,
    getInitialValueInEffect: false,
  })
  return { width: within(width), setWidth: (next: number) => setWidth(within(next)) }
}

type Props = Readonly<{ width: number; onChange(width: number): void }>

/** The line between list and conversation: drawn aside by pointer, moved by arrows, and back to the usual by a double click. */
export function ListDivider({ width, onChange }: Props) {
  const { t } = useTranslation('inbox')
  const from = useRef<{ x: number; width: number } | null>(null)

  function begin(event: PointerEvent<HTMLElement>) {
    event.currentTarget.setPointerCapture(event.pointerId)
    from.current = { x: event.clientX, width }
    event.preventDefault()
    event.currentTarget.focus()
  }

  // The width is written to the page while it is drawn, and known to the app when it is let go.
  function drag(event: PointerEvent<HTMLElement>) {
    if (from.current === null) return
    const next = within(from.current.width + directionOf(event.currentTarget) * (event.clientX - from.current.x))
    event.currentTarget.closest<HTMLElement>('[data-shown]')?.style.setProperty('--list-width', `${next}px`)
  }

  function end(event: PointerEvent<HTMLElement>) {
    if (from.current === null) return
    onChange(from.current.width + directionOf(event.currentTarget) * (event.clientX - from.current.x))
    from.current = null
  }

  function press(event: KeyboardEvent<HTMLElement>) {
    const towardsEnd = directionOf(event.currentTarget) * stepPx
    const steps: Readonly<Record<string, number>> = {
      ArrowRight: width + towardsEnd,
      ArrowLeft: width - towardsEnd,
      Home: narrowest,
      End: widest,
      Enter: usual,
    }
    const next = steps[event.key]
    if (next === undefined) return
    event.preventDefault()
    onChange(next)
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a line that is moved; `hr` is one that stands
    <div
      className={classes.divider}
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={t('list.width')}
      aria-valuenow={width}
      aria-valuemin={narrowest}
      aria-valuemax={widest}
      onPointerDown={begin}
      onPointerMove={drag}
      onPointerUp={end}
      onPointerCancel={end}
      onKeyDown={press}
      onDoubleClick={() => onChange(usual)}
    />
  )
}

function within(width: number): number {
  return Math.round(Math.min(Math.max(width, narrowest), widest))
}

function directionOf(element: Element): 1 | -1 {
  return getComputedStyle(element).direction === 'rtl' ? -1 : 1
}
