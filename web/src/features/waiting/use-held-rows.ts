import type { QueueEntry } from '@fairlead/sdk'
import { type FocusEvent, useEffect, useRef, useState } from 'react'
import { rowsOf, type WaitingRow } from './waiting-rows.ts'

/** The rows, held in place while a pointer or the keyboard is in the list. Spread `hold` over the list. */
export function useHeldRows(entries: readonly QueueEntry[]) {
  const [isPointed, setPointed] = useState(false)
  const [hasFocus, setFocus] = useState(false)
  const list = useRef<HTMLOListElement>(null)
  const shown = useRef<readonly WaitingRow[]>([])
  const rows = rowsOf(shown.current, entries, isPointed || hasFocus)
  shown.current = rows

  // A button that goes away takes the focus with it, and nobody is told.
  useEffect(() => {
    if (hasFocus && !list.current?.contains(document.activeElement)) setFocus(false)
  })

  return {
    rows,
    hold: {
      ref: list,
      onPointerEnter: () => setPointed(true),
      onPointerLeave: () => setPointed(false),
      onFocus: () => setFocus(true),
      onBlur: ({ currentTarget, relatedTarget }: FocusEvent) => {
        if (!currentTarget.contains(relatedTarget)) setFocus(false)
      },
    },
  }
}
