import type { TooltipProps } from '@mantine/core'
import { useMergedRef } from '@mantine/hooks'
import { cloneElement, type ReactElement, type Ref, Suspense, useCallback, useEffect, useRef, useState } from 'react'
import { later } from './later.ts'

const Floating = later(async () => (await import('./floating.ts')).Tooltip)

type TargetProps = { ref?: Ref<HTMLElement> }
type Props = Pick<TooltipProps, 'label' | 'position' | 'openDelay' | 'disabled' | 'multiline' | 'w' | 'maw'> &
  TargetProps & { children: ReactElement<TargetProps> }

/** Mantine's tooltip, whose code is fetched with the first one that is shown. For what is on the first screen. */
export function Tooltip({
  label,
  position,
  openDelay = 400,
  disabled,
  multiline,
  w,
  maw,
  children,
  ref,
  ...given
}: Props) {
  const target = useRef<HTMLElement>(null)
  const [isWanted, setWanted] = useState(false)
  const [isShown, setShown] = useState(false)
  // Heard where it is put, and not told to React: dozens of them are on the screen, of which hardly one is ever pointed at.
  const listen = useCallback(
    (element: HTMLElement | null) => {
      target.current = element
      if (element === null || disabled) return
      let timer: ReturnType<typeof setTimeout> | undefined
      const show = () => {
        setWanted(true)
        setShown(true)
      }
      const hide = () => {
        clearTimeout(timer)
        setShown(false)
      }
      const listeners = new AbortController()
      const { signal } = listeners
      const enter = ({ pointerType }: PointerEvent) => {
        if (pointerType !== 'touch') timer = setTimeout(show, openDelay)
      }
      element.addEventListener('pointerenter', enter, { signal })
      element.addEventListener('focus', () => element.matches(':focus-visible') && show(), { signal })
      for (const event of ['pointerleave', 'pointerdown', 'blur']) element.addEventListener(event, hide, { signal })
      return () => {
        target.current = null
        listeners.abort()
        hide()
      }
    },
    [disabled, openDelay],
  )
  const merged = useMergedRef(listen, ref, children.props.ref)

  useEffect(() => {
    if (!isShown) return
    const leave = ({ key }: KeyboardEvent) => key === 'Escape' && setShown(false)
    addEventListener('keydown', leave)
    return () => removeEventListener('keydown', leave)
  }, [isShown])

  const options = Object.fromEntries(
    Object.entries({ position, multiline, w, maw }).filter(([, value]) => value !== undefined),
  )
  return (
    <>
      {/* Whatever a menu above gives its target is meant for what is below. */}
      {cloneElement(children, { ...given, ref: merged })}
      {isWanted && !disabled && (
        <Suspense>
          <Floating target={target.current} opened={isShown} label={label} {...options} />
        </Suspense>
      )}
    </>
  )
}
