const key = 'fairlead.workspace'

// Read once: what another tab chooses must not make this one ask in two workspaces.
let chosen = localStorage.getItem(key)

/** The workspace a person who is in several has chosen on this device; null leaves it to the server. */
export function chosenWorkspaceId(): string | null {
  return chosen
}

/** Everything we hold belongs to one workspace, so the page begins anew. */
export function chooseWorkspace(id: string): void {
  localStorage.setItem(key, id)
  location.assign('/')
}

export function forgetWorkspace(): void {
  localStorage.removeItem(key)
  chosen = null
}
