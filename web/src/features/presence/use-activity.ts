import { postActivity } from '@fairlead/sdk'
import { useEffect } from 'react'
import { client } from '../../api.ts'
import { useMe } from '../session/queries.ts'
import { ActivityPing } from './activity-ping.ts'

const leastGapMs = 30_000
const signs = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart', 'scroll'] as const

/**
 * Tells the server that a person is at work, while one is: only where the workspace takes members who do nothing for
 * offline. A page in the background says nothing.
 */
export function useActivity(): void {
  const hasIdleTime = useMe().workspace.idleMinutes !== null

  useEffect(() => {
    if (!hasIdleTime) return
    const ping = new ActivityPing(leastGapMs)
    const ended = new AbortController()

    async function tell() {
      if (document.visibilityState !== 'visible' || !ping.isDue(Date.now())) return
      try {
        await client.call(postActivity, {})
      } catch {
        ping.retract()
      }
    }

    for (const sign of signs) {
      document.addEventListener(sign, tell, { passive: true, capture: true, signal: ended.signal })
    }
    document.addEventListener('visibilitychange', tell, { signal: ended.signal })
    void tell()
    return () => ended.abort()
  }, [hasIdleTime])
}
