import { useEffect } from 'react'
import { session } from '../../api.ts'
import { useMe } from '../session/queries.ts'
import { useOutbox } from './outgoing.ts'
import { shareDrafts } from './shared-drafts.ts'

/** On every page: keeps what is begun, sends what an earlier one left behind, goes on when the network is back, and leaves nothing unsent. */
export function WritingKeeper() {
  const outbox = useOutbox()
  const { id: memberId } = useMe().member

  useEffect(() => {
    const ended = new AbortController()
    const { signal } = ended
    const hurry = () => outbox.hurry()
    window.addEventListener('online', hurry, { signal })
    window.addEventListener('pageshow', hurry, { signal })
    session.addEventListener('resumed', hurry, { signal })
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && hurry(), { signal })
    window.addEventListener('pagehide', () => outbox.leave(), { signal })
    window.addEventListener('storage', (event) => outbox.hear(event), { signal })
    return () => ended.abort()
  }, [outbox])

  useEffect(() => shareDrafts(memberId), [memberId])

  return null
}
