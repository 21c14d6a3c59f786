import { createClient } from '@fairlead/sdk'
import { chosenWorkspaceId } from '../../chosen-workspace.ts'

/** Requests that outlive their page. */
export const leaving = createClient({
  baseUrl: '',
  fetch(input, init) {
    const headers = new Headers(init?.headers)
    const workspaceId = chosenWorkspaceId()
    if (workspaceId !== null) headers.set('fairlead-workspace', workspaceId)
    return fetch(input, { ...init, headers, keepalive: true })
  },
})
