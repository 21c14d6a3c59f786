import { Suspense, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { later, whenIdle } from '../../ui/later.ts'
import { isOffered } from './command.ts'
import { home, keepFocus } from './keep-focus.ts'
import { KeySequence } from './key-sequence.ts'
import { commands } from './registry.ts'

const EverydayCommands = later(async () => (await import('./everyday-commands.tsx')).EverydayCommands)
const Palette = later(async () => (await import('./palette.tsx')).Palette)
const ShortcutSheet = later(async () => (await import('./shortcut-sheet.tsx')).ShortcutSheet)

/** Hears the keys that are not typed into anything, and shows the palette and the sheet of shortcuts. */
export function CommandCenter() {
  const overlay = useSyncExternalStore(
    (onChange) => commands.watch(onChange),
    () => commands.overlay,
  )
  // Once it was shown it stays, so that it can go as gently as it came.
  const wasShown = useRef({ palette: false, sheet: false })
  if (overlay) wasShown.current[overlay.kind] = true
  const [isIdle, setIdle] = useState(false)

  useEffect(() => whenIdle(() => setIdle(true)), [])
  useEffect(() => {
    const ended = new AbortController()
    const { signal } = ended
    const sequence = new KeySequence()
    document.addEventListener('keydown', (event) => hear(event, sequence), { signal })
    const letGo = keepFocus()
    return () => {
      ended.abort()
      letGo()
    }
  }, [])

  return (
    <Suspense>
      {(isIdle || overlay !== null) && <EverydayCommands />}
      {wasShown.current.palette && (
        <Palette inside={overlay?.kind === 'palette' ? overlay.inside : null} isOpen={overlay?.kind === 'palette'} />
      )}
      {wasShown.current.sheet && <ShortcutSheet isOpen={overlay?.kind === 'sheet'} />}
    </Suspense>
  )
}

function hear(event: KeyboardEvent, sequence: KeySequence): void {
  if (event.defaultPrevented || event.isComposing) return
  if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.code === 'KeyK') {
    event.preventDefault()
    commands.show(commands.overlay?.kind === 'palette' ? null : { kind: 'palette', inside: null })
    return
  }
  if (event.key === 'Escape' && commands.overlay !== null) {
    // It closes by itself, but not in the moment in which it is drawn and hears nothing yet.
    commands.show(null)
    event.preventDefault()
    return
  }
  if (event.ctrlKey || event.metaKey || event.altKey || isCovered()) return
  if (commands.overlay?.kind === 'palette') {
    // It is on its way: who types fast means it, and no key of theirs may do something else.
    if (event.key === 'Enter') commands.typeAhead('\n')
    else if (event.key.length === 1) commands.typeAhead(event.key)
    event.preventDefault()
    return
  }
  if (isTyped(event.target)) {
    // Out of the field, to where single keys work again.
    if (event.key === 'Escape') home()?.focus({ preventScroll: true })
    return
  }

  const offered = commands.list().filter((command) => command.keys !== undefined && isOffered(command))
  const known = offered.flatMap(({ keys }) => keys ?? [])
  const pressed = sequence.press(event, known, event.timeStamp)
  const command = offered.findLast(({ keys }) => keys === pressed)
  if (command === undefined) return
  event.preventDefault()
  commands.run(command)
}

function isCovered(): boolean {
  const layers = document.querySelectorAll('[role="dialog"], [role="menu"], [role="listbox"]')
  return [...layers].some((layer) => layer.checkVisibility())
}

function isTyped(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))
}
