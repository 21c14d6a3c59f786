import { ApiError } from '@fairlead/sdk'
import { Box, Button, Loader } from '@mantine/core'
import { useLocalStorage, useMediaQuery } from '@mantine/hooks'
import { IconAlertCircle, IconFilter, IconMessageQuestion, IconMessages } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { memo, Suspense, useEffect, useState } from 'react'
import { describeError } from '../../describe-error.ts'
import { translations } from '../../i18n/translations.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { later, whenIdle } from '../../ui/later.ts'
import { useSteady } from '../../ui/use-steady.ts'
import { ListCommands } from '../commands/list-commands.tsx'
import { commands } from '../commands/registry.ts'
import { findListed } from '../conversations/cache.ts'
import type { ListFilters, ListScope, View } from '../conversations/conversation-list.ts'
import { ConversationRows } from '../conversations/conversation-rows.tsx'
import { useOrderOf } from '../conversations/near-deadlines.ts'
import { conversationQuery, listQuery } from '../conversations/queries.ts'
import { SelectionCommands } from '../selection/selection-commands.tsx'
import { useSelection } from '../selection/use-selection.ts'
import { useMe } from '../session/queries.ts'
import { useViews } from '../views/queries.ts'
import { useEditedView } from '../views/view-dialog-state.ts'
import classes from './inbox.module.css'
import './shades.css'
import { ListDivider, useListWidth } from './list-divider.tsx'
import { ListHeader } from './list-header.tsx'
import { useNeighbour } from './use-neighbour.ts'
import { ViewNav } from './view-nav.tsx'

// The list is on the screen before the code of what is opened from it has been fetched.
const importPane = () => import('./conversation-pane.tsx')
const importSelectionBar = () => import('../selection/selection-bar.tsx')
const ConversationPane = later(async () => (await importPane()).ConversationPane)
const SelectionBar = later(async () => (await importSelectionBar()).SelectionBar)
const ViewDialog = later(async () => {
  const [{ ViewDialog: Dialog }] = await Promise.all([
    import('../views/view-dialog.tsx'),
    translations.load(['views', 'rules']),
  ])
  return Dialog
})

type Props = Readonly<{ view: View; filters: ListFilters; openId: string | null }>

/** Views, list, conversation, details: side by side where there is room, one at a time on a phone. */
export function Inbox({ view, filters, openId }: Props) {
  const { t } = useTranslation('inbox')
  const { member, workspace } = useMe()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const saved = useSavedView(view, filters)
  const scope = useOrderOf({
    view,
    filters,
    meId: member.id,
    boosts: workspace.boosts,
    ...(saved.contents ? { saved: saved.contents } : {}),
  })
  const { data: rows = [], hasNextPage } = useInfiniteQuery(listQuery(scope))
  const { width, setWidth } = useListWidth()
  const edited = useEditedView()
  const neighbour = useNeighbour(scope, openId)
  const selection = useSelection(scope)
  const details = useDetails()

  useEffect(() => whenIdle(() => void Promise.all([importPane(), importSelectionBar()]).catch(() => {})), [])

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

  // The list as it is by now, and not as it was when somebody began.
  async function openNextIfGone() {
    const { pages = [] } = queryClient.getQueryData(listQuery(scope).queryKey) ?? {}
    if (!pages.some(({ data }) => data.some(({ id }) => id === openId))) await openNext()
  }

  // The list changes with each event, and what is open seldom.
  const toggleDetails = useSteady(details.toggle)
  const back = useSteady(backToList)
  const next = useSteady(openNext)
  const nextIfGone = useSteady(openNextIfGone)
  const reopen = useSteady(open)

  return (
    <Box
      className={classes.inbox}
      data-shown={openId === null ? 'list' : 'conversation'}
      data-details={(openId !== null && details.areOpen) || undefined}
      __vars={{ '--list-width': `${width}px` }}
    >
      <ViewNav view={view} filters={filters} onShowShortcuts={showShortcuts} />
      <div className={classes.list}>
        <ListHeader scope={scope} shownCount={rows.length} hasMore={hasNextPage} />
        {saved.isGone ? (
          <EmptyState icon={IconFilter} title={t('saved.gone.title')} text={t('saved.gone.text')} />
        ) : (
          <ConversationRows
            key={`${view} ${JSON.stringify(filters)}`}
            scope={scope}
            openId={openId}
            selection={selection}
            onMove={move}
          />
        )}
        <ListDivider width={width} onChange={setWidth} />
        {selection.isActive && (
          <Suspense>
            <SelectionBar selection={selection} />
          </Suspense>
        )}
      </div>
      {openId === null ? (
        <NothingOpen />
      ) : (
        <Opened
          key={openId}
          id={openId}
          areDetailsOpen={details.areOpen}
          onToggleDetails={toggleDetails}
          onBack={back}
          onNext={next}
          onNextIfGone={nextIfGone}
          onReopen={reopen}
        />
      )}
      {edited !== null && (
        <Suspense>
          <ViewDialog key={edited === 'new' ? 'new' : edited.id} edited={edited} />
        </Suspense>
      )}
      <Suspense>
        <SelectionCommands selection={selection} openId={openId} />
        <ListCommands onMove={move} onBack={openId === null ? null : backToList} onFilter={focusFilter} />
      </Suspense>
    </Box>
  )
}

/** What is in the saved view that is open. */
function useSavedView(view: View, { viewId }: ListFilters): { contents: ListScope['saved'] | null; isGone: boolean } {
  const views = useViews()
  const saved = view === 'saved' ? views?.find(({ id }) => id === viewId) : undefined
  return {
    contents: saved === undefined ? null : { filter: saved.filter, sort: saved.sort },
    isGone: view === 'saved' && views !== undefined && saved === undefined,
  }
}

type OpenedProps = Readonly<{
  id: string
  areDetailsOpen: boolean
  onToggleDetails(): void
  onBack(): void
  onNext(): void
  onNextIfGone(): void
  onReopen(id: string): void
}>

const Opened = memo(function Opened({ id, onReopen, ...rest }: OpenedProps) {
  const { t } = useTranslation(['inbox', 'common'])
  const queryClient = useQueryClient()
  // One that is listed is known already, and kept true by events; where its list is not, it is shown until it is fetched.
  const {
    data: conversation,
    error,
    refetch,
  } = useQuery({
    ...conversationQuery(id),
    initialData: () => findListed(queryClient, id, { isTrue: true }),
    placeholderData: () => findListed(queryClient, id),
  })

  if (conversation !== undefined) {
    return (
      <Suspense fallback={<Opening />}>
        <ConversationPane conversation={conversation} onReturn={() => onReopen(id)} {...rest} />
      </Suspense>
    )
  }
  if (error === null) return <Opening />
  return (
    <div className={classes.empty}>
      {error instanceof ApiError && error.problem.status < 500 ? (
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
})

function Opening() {
  return (
    <div className={classes.empty}>
      <Loader size="sm" type="dots" />
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

function showShortcuts(): void {
  commands.show({ kind: 'sheet' })
}

function focusFilter(): void {
  const filters = [...document.querySelectorAll<HTMLElement>('[data-filter]')]
  filters.find((filter) => filter.offsetParent !== null)?.focus()
}
