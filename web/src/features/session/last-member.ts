const storageKey = 'fairlead.member'

/** Who works in this tab, for when the server cannot be asked; whoever opens another one is told nothing of it. */
export function rememberMember(id: string): void {
  try {
    sessionStorage.setItem(storageKey, id)
  } catch {
    // The browser keeps nothing.
  }
}

export function lastMember(): string | null {
  return sessionStorage.getItem(storageKey)
}
