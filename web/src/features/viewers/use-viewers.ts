import { createClient, deleteViewing, putViewing, type Viewer } from '@fairlead/sdk'
import { useCallback, useEffect, useMemo, useRef, useSyncExternalStore } from 'react'
import { client } from '../../api.ts'
import { chosenWorkspaceId } from '../../chosen-workspace.ts'
import { useMe } from '../session/queries.ts'
import { viewers } from './viewers.ts'
import { Viewing } from './viewing.ts'

/** The other members who have the conversation open. */
export function useOtherViewers(conversationId: string): readonly Viewer[] {
  const meId = useMe().member.id
  const all = useSyncExternalStore(watch, () => viewers.get(conversationId))
  return useMemo(() => all.filter(({ memberId }) => memberId !== meId), [all, meId])
}

/** Tells the others that we have it open, while the page is in sight. What comes back is to be called at each key. */
export function useViewing(conversationId: string): () => void {
  const viewing = useRef<Viewing | null>(null)

  useEffect(() => {
    const params = { id: conversationId }
    const go = () =>
      void lasting()
        .call(deleteViewing, { params })
        .catch(() => undefined)
    let underWay = 0
    let hasLeft = false
    const current = new Viewing({
      look: async (isTyping) => {
        const take = viewers.asking(conversationId)
        hasLeft = false
        underWay += 1
        try {
          take((await client.call(putViewing, { params, body: { isTyping } })).viewers)
        } catch {
          // It is said again in a moment.
        }
        underWay -= 1
        // The server may have heard of both in the other order.
        if (hasLeft && underWay === 0) go()
      },
      leave: () => {
        hasLeft = true
        go()
      },
    })
    viewing.current = current
    const follow = () => (document.visibilityState === 'visible' ? current.begin() : current.end())
    const signs = new AbortController()
    document.addEventListener('visibilitychange', follow, { signal: signs.signal })
    window.addEventListener('pagehide', () => current.end(), { signal: signs.signal })
    follow()
    return () => {
      signs.abort()
      current.end()
    }
  }, [conversationId])

  return useCallback(() => viewing.current?.type(), [])
}

function watch(onChange: () => void): () => void {
  return viewers.watch(onChange)
}

// What it sends goes out though the page is left.
function lasting() {
  const workspaceId = chosenWorkspaceId()
  return createClient({
    baseUrl: '',
    ...(workspaceId === null ? {} : { workspaceId }),
    fetch: (input, init) => fetch(input, { ...init, keepalive: true }),
  })
}
