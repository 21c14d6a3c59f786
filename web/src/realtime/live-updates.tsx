import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import { Announcer } from '../features/inbox/announcer.tsx'
import { IdleNotice } from '../features/presence/idle-notice.tsx'
import { useMe } from '../features/session/queries.ts'
import { ConnectionBanner } from './connection-banner.tsx'
import { type EventListener, LiveConnection } from './live-connection.ts'
import { NewVersion } from './new-version.tsx'

/** Everything below is kept true by the one event stream of this tab. */
export function LiveUpdates({ children }: { children: ReactNode }) {
  const queryClient = useQueryClient()
  const { cursor } = useMe()
  const [connection, setConnection] = useState<LiveConnection | null>(null)

  // The cursor moves when everything is fetched afresh; the stream knows of that itself.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the first cursor counts
  useEffect(() => {
    const started = new LiveConnection(queryClient, cursor)
    started.start()
    setConnection(started)
    return () => started.stop()
  }, [queryClient])

  return (
    <>
      {children}
      {connection && <Announcing connection={connection} />}
      {connection && <ConnectionBanner connection={connection} />}
      {connection && <Idling connection={connection} />}
      <NewVersion />
    </>
  )
}

function Announcing({ connection }: { connection: LiveConnection }) {
  const listen = useCallback((listener: EventListener) => connection.listen(listener), [connection])
  return <Announcer listen={listen} />
}

function Idling({ connection }: { connection: LiveConnection }) {
  const state = useSyncExternalStore(
    useCallback((onChange) => connection.watchState(onChange), [connection]),
    () => connection.state,
  )
  return <IdleNotice isLive={state === 'live'} />
}
