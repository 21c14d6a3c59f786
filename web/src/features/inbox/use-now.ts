import { useCallback, useSyncExternalStore } from 'react'
import { serverNow } from '../../realtime/server-clock.ts'

/** The server's time, moving on in steps: whoever shows it is drawn again at each. */
export function useNow(stepMs = 10_000): number {
  return useSyncExternalStore(
    useCallback(
      (onChange) => {
        const timer = setInterval(onChange, stepMs)
        return () => clearInterval(timer)
      },
      [stepMs],
    ),
    () => Math.floor(serverNow() / stepMs) * stepMs,
  )
}
