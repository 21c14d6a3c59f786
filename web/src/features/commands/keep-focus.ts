/**
 * Focus is never lost. What has it may go from the page (a conversation that was closed, a button that worked) or be
 * disabled while it works; browsers then leave the keyboard nowhere, and whoever works by it begins anew at the top. It
 * is given back to what was disabled, or goes to where one works: the open conversation's row, or its messages.
 */
export function keepFocus(): () => void {
  const ended = new AbortController()
  const { signal } = ended
  let held: HTMLElement | null = null

  const hold = ({ target }: Event) => {
    held = target instanceof HTMLElement ? target : null
  }
  // Who clicks beside everything means it; what is about to go is still there at this moment, and not in the next frame.
  const letGo = ({ target }: Event) =>
    requestAnimationFrame(() => {
      if (target === held && held?.isConnected && !isDisabled(held)) held = null
    })
  const look = () => {
    if (held === null || (document.activeElement !== document.body && document.activeElement !== null)) return
    if (held.isConnected) {
      if (!isDisabled(held)) held.focus({ preventScroll: true })
    } else {
      home(rowOf(held))?.focus({ preventScroll: true })
    }
  }
  const observer = new MutationObserver(() => {
    if (document.activeElement === document.body) requestAnimationFrame(look)
  })

  document.addEventListener('focusin', hold, { signal })
  document.addEventListener('focusout', letGo, { signal })
  observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ['disabled'] })
  return () => {
    ended.abort()
    observer.disconnect()
  }
}

/** Where one works: the first of these that is to be seen. Whose row is gone goes on with the one in its place. */
export function home(row = 0): HTMLElement | null {
  const layer = [...document.querySelectorAll<HTMLElement>('[role="dialog"]')].findLast((one) => one.checkVisibility())
  if (layer) return layer.querySelector<HTMLElement>('input, button, [tabindex]')
  const places = [
    '[data-index] a[aria-current="true"]',
    `[data-index="${row}"] a[href]`,
    `[data-index="${row - 1}"] a[href]`,
    '[data-index] a[href]',
    '[data-focus-home]',
    'main [tabindex="0"]:not([role="separator"])',
    'main a[href]',
  ]
  for (const place of places) {
    const found = [...document.querySelectorAll<HTMLElement>(place)].find((one) => one.checkVisibility())
    if (found) return found
  }
  return null
}

function rowOf(element: HTMLElement): number {
  return Number(element.closest('[data-index]')?.getAttribute('data-index') ?? 0)
}

function isDisabled(element: HTMLElement): boolean {
  return element.matches(':disabled')
}
