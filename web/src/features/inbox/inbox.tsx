import { ApiError } from '@fairlead/sdk'
import { Button, Loader } from '@mantine/core'
import { useLocalStorage, useMediaQuery } from '@mantine/hooks'
import { IconAlertCircle, IconMessageQuestion, IconMessages } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { describeError } from '../../describe-error.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { findConversation } from '../conversations/cache.ts'
import type { ListFilters, ListScope, View } from '../conversations/conversation-list.ts'
import { ConversationRows } from '../conversations/conversation-rows.tsx'
import { conversationQuery } from '../conversations/queries.ts'
import { SelectionBar } from '../selection/selection-bar.tsx'
import { useSelection } from '../selection/use-selection.ts'
import { useMe } from '../session/queries.ts'
import { ConversationPane } from './conversation-pane.tsx'
import classes from './inbox.module.css'
import './shades.css'
import { ListHeader } from './list-header.tsx'
import { ShortcutSheet } from './shortcut-sheet.tsx'
import { useNeighbour } from './use-neighbour.ts'
import { useShortcuts } from './use-shortcuts.ts'
import { ViewNav } from './view-nav.tsx'

type Props = Readonly<{ view: View; filters: ListFilters; openId: string | null }>

/** Views, list, conversation, details: side by side where there is room, one at a time on a phone. */
export function Inbox({ view, filters, openId }: Props) {
  const { member, workspace } = useMe()
  const navigate = useNavigate()
  const scope: ListScope = { view, filters, meId: member.id, boosts: workspace.boosts }
  const neighbour = useNeighbour(scope, openId)
  const selection = useSelection(scope)
  const [isHelpOpen, setHelpOpen] = useState(false)
  const details = useDetails()

  const backToList = () => navigate({ to: '/inbox/$view', params: { view }, search: filters })
  const open = (conversationId: string) =>
    navigate({ to: '/inbox/$view/$conversationId', params: { view, conversationId }, search: filters })

  function move(step: 1 | -1) {
    const id = neighbour(step)
    if (id !== null) void open(id)
  }

  // What was closed leaves the list, and the next one takes its place there.
  async function openNext() {
    const id = neighbour(1) ?? neighbour(-1)
    await (id === null || id === openId ? backToList() : open(id))
  }

  useShortcuts({
    j: () => move(1),
    k: () => move(-1),
    '/': focusFilter,
    '?': () => setHelpOpen(true),
  })

  return (
    <div
      className={classes.inbox}
      data-shown={openId === null ? 'list' : 'conversation'}
      data-details={(openId !== null && details.areOpen) || undefined}
    >
      <ViewNav view={view} teamId={filters.teamId ?? null} onShowShortcuts={() => setHelpOpen(true)} />
      <div className={classes.list}>
        <ListHeader view={view} filters={filters} />
        <ConversationRows
          key={`${view} ${JSON.stringify(filters)}`}
          scope={scope}
          openId={openId}
          selection={selection}
          onMove={move}
        />
        {selection.isActive && <SelectionBar selection={selection} isClosed={view === 'closed'} />}
      </div>
      {openId === null ? (
        <NothingOpen />
      ) : (
        <Opened
          key={openId}
          id={openId}
          areDetailsOpen={details.areOpen}
          onToggleDetails={details.toggle}
          onBack={backToList}
          onNext={openNext}
        />
      )}
      <ShortcutSheet isOpen={isHelpOpen} onClose={() => setHelpOpen(false)} />
    </div>
  )
}

type OpenedProps = Readonly<{
  id: string
  areDetailsOpen: boolean
  onToggleDetails(): void
  onBack(): void
  onNext(): void
}>

function Opened({ id, ...rest }: OpenedProps) {
  const { t } = useTranslation(['inbox', 'common'])
  const queryClient = useQueryClient()
  // One that is listed is known already, and kept true by events.
  const {
    data: conversation,
    error,
    refetch,
  } = useQuery({
    ...conversationQuery(id),
    initialData: () => findConversation(queryClient, id),
  })

  if (conversation !== undefined) return <ConversationPane conversation={conversation} {...rest} />
  return (
    <div className={classes.empty}>
      {error === null ? (
        <Loader size="sm" type="dots" />
      ) : error instanceof ApiError && error.problem.status < 500 ? (
        <EmptyState icon={IconMessageQuestion} title={t('notFound.title')} text={t('notFound.text')} />
      ) : (
        <EmptyState
          icon={IconAlertCircle}
          title={t('thread.failed')}
          text={describeError(error)}
          action={
            <Button variant="default" onClick={() => refetch()}>
              {t('common:tryAgain')}
            </Button>
          }
        />
      )}
    </div>
  )
}

function NothingOpen() {
  const { t } = useTranslation('inbox')
  return (
    <div className={classes.empty}>
      <EmptyState icon={IconMessages} title={t('empty.thread.title')} text={t('empty.thread.text')} />
    </div>
  )
}

// Beside the messages they may stay open for good; above them they are only looked up.
function useDetails(): { areOpen: boolean; toggle(): void } {
  const hasRoom = useMediaQuery('(width >= 88em)', true, { getInitialValueInEffect: false })
  const [isKeptOpen, keepOpen] = useLocalStorage({ key: 'fairlead.details', defaultValue: true })
  const [isLookedUp, lookUp] = useState(false)

  return hasRoom
    ? { areOpen: isKeptOpen, toggle: () => keepOpen((before) => !before) }
    : { areOpen: isLookedUp, toggle: () => lookUp((before) => !before) }
}

function focusFilter(): void {
  const filters = [...document.querySelectorAll<HTMLElement>('[data-filter]')]
  filters.find((filter) => filter.offsetParent !== null)?.focus()
}
