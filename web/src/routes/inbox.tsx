import { useParams, useSearch } from '@tanstack/react-router'
import { views } from '../features/conversations/conversation-list.ts'
import { Inbox } from '../features/inbox/inbox.tsx'

export function InboxPage() {
  const { view, conversationId } = useParams({ strict: false })
  const filters = useSearch({ from: '/session/inbox/$view' })

  return (
    <Inbox view={views.find((name) => name === view) ?? 'mine'} filters={filters} openId={conversationId ?? null} />
  )
}
