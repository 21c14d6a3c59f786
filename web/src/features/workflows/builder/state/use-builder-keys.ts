import { useEffect, useLayoutEffect, useRef } from 'react'
import { keyOf } from '../../../commands/key-sequence.ts'

export type KeyActs = Readonly<{
  undo(): void
  redo(): void
  duplicate(): void
  find(): void
  leave(): void
  /** What is chosen, as text; null: nothing is. */
  copy(): string | null
  paste(text: string): void
}>

/** Hears what is pressed anywhere in the builder but in a field or under a dialog. */
export function useBuilderKeys(acts: KeyActs): void {
  const latest = useRef(acts)
  useLayoutEffect(() => {
    latest.current = acts
  })
  useEffect(() => {
    const ended = new AbortController()
    const { signal } = ended
    document.addEventListener('keydown', (event) => hear(event, latest.current), { signal })
    document.addEventListener('copy', (event) => copy(event, latest.current), { signal })
    document.addEventListener('paste', (event) => paste(event, latest.current), { signal })
    return () => ended.abort()
  }, [])
}

function hear(event: KeyboardEvent, acts: KeyActs): void {
  if (event.defaultPrevented || event.isComposing || isCovered()) return
  const act = actOf(event, acts)
  if (act === null) return
  event.preventDefault()
  act()
}

function actOf(event: KeyboardEvent, acts: KeyActs): (() => void) | null {
  const isWriting = isTyped(event.target)
  if (event.key === 'Escape') return isWriting ? leaveField(event.target, acts) : acts.leave
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return null

  const keys = `${event.shiftKey ? 'shift ' : ''}${keyOf(event).toLowerCase()}`
  if (keys === 'f') return acts.find
  // A field undoes by itself what was typed into it.
  if (isWriting) return null
  return { z: acts.undo, 'shift z': acts.redo, y: acts.redo, d: acts.duplicate }[keys] ?? null
}

// What was typed is kept by whoever leaves a field; a list that is open under it hears the key itself.
function leaveField(field: EventTarget | null, { leave }: KeyActs): (() => void) | null {
  if (!(field instanceof HTMLElement) || field.closest('[data-side]') === null) return null
  if (field.getAttribute('aria-expanded') === 'true') return null
  return () => {
    field.blur()
    leave()
  }
}

// Whoever has marked a text means that.
function copy(event: ClipboardEvent, acts: KeyActs): void {
  if (isTyped(event.target) || isCovered() || String(getSelection() ?? '') !== '') return
  const text = acts.copy()
  if (text === null) return
  event.clipboardData?.setData('text/plain', text)
  event.preventDefault()
}

function paste(event: ClipboardEvent, acts: KeyActs): void {
  if (isTyped(event.target) || isCovered()) return
  const text = event.clipboardData?.getData('text/plain') ?? ''
  if (text === '') return
  event.preventDefault()
  acts.paste(text)
}

function isCovered(): boolean {
  const layers = document.querySelectorAll('[role="dialog"], [role="menu"]')
  return [...layers].some((layer) => layer.checkVisibility())
}

function isTyped(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))
}
