import { useParams, useSearch } from '@tanstack/react-router'
import { type ListFilters, type View, views } from '../features/conversations/conversation-list.ts'
import { Inbox } from '../features/inbox/inbox.tsx'

export function InboxPage() {
  const { view, conversationId } = useParams({ strict: false })
  // A message to go to is of the conversation, not of the list.
  const { message: _, ...filters } = useSearch({ from: '/session/inbox/$view' })

  return <Inbox view={viewOf(view, filters)} filters={filters} openId={conversationId ?? null} />
}

function viewOf(name: string | undefined, { viewId }: ListFilters): View {
  if (name === 'saved' && viewId !== undefined) return 'saved'
  return views.find((view) => view === name) ?? 'mine'
}
