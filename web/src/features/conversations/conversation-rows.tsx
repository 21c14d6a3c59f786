import { Alert, Button, Loader, Skeleton } from '@mantine/core'
import { IconAlertCircle, IconInbox } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { describeError } from '../../describe-error.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import type { ListScope } from './conversation-list.ts'
import classes from './conversation-rows.module.css'
import { listQuery } from './queries.ts'
import { type RowSelection, SelectableRow } from './selectable-row.tsx'

const rowHeight = 78
const rowsAhead = 10

type Props = Readonly<{
  scope: ListScope
  openId: string | null
  selection: RowSelection
  /** Opens the conversation before (-1) or after (1) the open one. */
  onMove(step: 1 | -1): void
}>

/** The conversations of a view: only the rows in sight are drawn, however long it is. */
export function ConversationRows({ scope, openId, selection, onMove }: Props) {
  const { t } = useTranslation(['inbox', 'common'])
  const {
    data: rows,
    isError,
    error,
    refetch,
    hasNextPage,
    fetchNextPage,
    isFetchingNextPage,
  } = useInfiniteQuery(listQuery(scope))
  const scroller = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    count: rows?.length ?? 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows?.[index]?.id ?? index,
    overscan: 8,
  })
  const drawn = virtualizer.getVirtualItems()
  const lastDrawn = drawn.at(-1)?.index ?? 0
  const isNearEnd = rows !== undefined && lastDrawn >= rows.length - rowsAhead

  useEffect(() => {
    if (isNearEnd && hasNextPage && !isFetchingNextPage && !isError) void fetchNextPage()
  }, [isNearEnd, hasNextPage, isFetchingNextPage, isError, fetchNextPage])

  // Only when another one is opened: a list that scrolls by itself is a list one cannot click in.
  const openIndex = rows?.findIndex(({ id }) => id === openId) ?? -1
  // biome-ignore lint/correctness/useExhaustiveDependencies: not when the open one moves in the list
  useEffect(() => {
    if (openIndex < 0) return
    virtualizer.scrollToIndex(openIndex, { align: 'auto' })
    if (scroller.current?.contains(document.activeElement)) focusRow(scroller.current, openIndex)
  }, [openId, rows === undefined])

  function moveByArrows(event: KeyboardEvent) {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    event.preventDefault()
    onMove(event.key === 'ArrowDown' ? 1 : -1)
  }

  if (rows === undefined && isError) {
    return (
      <Alert m="sm" color="red" variant="light" icon={<IconAlertCircle />} title={t('list.failed')}>
        {describeError(error)}
        <Button mt="sm" size="xs" variant="default" onClick={() => refetch()}>
          {t('common:tryAgain')}
        </Button>
      </Alert>
    )
  }
  if (rows === undefined) return <Placeholders />
  if (rows.length === 0) {
    return <EmptyState icon={IconInbox} title={t(`empty.${scope.view}.title`)} text={t(`empty.${scope.view}.text`)} />
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the rows are links; arrows only move between them
    <div ref={scroller} className={classes.scroller} onKeyDown={moveByArrows}>
      <ul className={classes.rows} style={{ blockSize: virtualizer.getTotalSize() }} aria-label={t('list.label')}>
        {drawn.map(({ key, index, start }) => {
          const conversation = rows[index]
          return conversation === undefined ? null : (
            <li
              key={key}
              className={classes.row}
              style={{ blockSize: rowHeight, transform: `translateY(${start}px)` }}
              data-index={index}
              aria-setsize={hasNextPage ? -1 : rows.length}
              aria-posinset={index + 1}
            >
              <SelectableRow
                conversation={conversation}
                view={scope.view}
                isOpen={conversation.id === openId}
                selection={selection}
              />
            </li>
          )
        })}
      </ul>
      {isFetchingNextPage && (
        <div className={classes.more}>
          <Loader size="xs" aria-label={t('list.loadMore')} />
        </div>
      )}
    </div>
  )
}

function focusRow(scroller: HTMLElement, index: number): void {
  requestAnimationFrame(() => scroller.querySelector<HTMLElement>(`[data-index="${index}"] a`)?.focus())
}

function Placeholders() {
  const { t } = useTranslation()
  return (
    <div role="status" aria-label={t('loading')}>
      {[1, 2, 3, 4, 5, 6].map((number) => (
        <div key={number} className={classes.placeholder} style={{ blockSize: rowHeight }}>
          <Skeleton circle height={36} />
          <div>
            <Skeleton height={12} width="55%" />
            <Skeleton height={10} mt={10} width="85%" />
          </div>
        </div>
      ))}
    </div>
  )
}
