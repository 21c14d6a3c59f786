const key = 'fairlead.workspace'

/** The workspace a person who is in several has chosen on this device; null leaves it to the server. */
export function chosenWorkspaceId(): string | null {
  return localStorage.getItem(key)
}

/** Everything we hold belongs to one workspace, so the page begins anew. */
export function chooseWorkspace(id: string): void {
  localStorage.setItem(key, id)
  location.assign('/')
}

export function forgetWorkspace(): void {
  localStorage.removeItem(key)
}
