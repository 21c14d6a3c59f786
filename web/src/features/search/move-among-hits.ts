import type { KeyboardEvent } from 'react'

/** Up and down, from what is typed through all that was found, and back. */
export function moveAmongHits(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
  const field = event.currentTarget.querySelector<HTMLElement>('[data-search-field]')
  if (event.key === 'Escape' && document.activeElement !== field) {
    event.preventDefault()
    field?.focus()
    return
  }
  if (step === undefined) return
  const places = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-search-field], [data-hit]')]
  const { activeElement } = document
  const at = activeElement instanceof HTMLElement ? places.indexOf(activeElement) : -1
  const next = places[at + step]
  if (at < 0 || next === undefined) return
  event.preventDefault()
  next.focus()
}
