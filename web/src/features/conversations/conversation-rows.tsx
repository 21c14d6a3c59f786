import { Alert, Button, Loader, Skeleton } from '@mantine/core'
import { IconAlertCircle, IconInbox } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useCallback, useEffect, useLayoutEffect, useRef } from 'react'
import { describeError } from '../../describe-error.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { endBeginning } from '../../ui/later.ts'
import type { ListScope } from './conversation-list.ts'
import classes from './conversation-rows.module.css'
import { listQuery } from './queries.ts'
import { type RowSelection, SelectableRow } from './selectable-row.tsx'
import { useRowHeight } from './use-row-height.ts'

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
  const rowHeight = useRowHeight()
  const scroller = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    count: rows?.length ?? 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows?.[index]?.id ?? index,
    overscan: 8,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was measured was measured by the height before
  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight])
  const isThere = rows !== undefined || isError
  useEffect(() => {
    if (isThere) endBeginning()
  }, [isThere])
  const drawn = virtualizer.getVirtualItems()
  const lastDrawn = drawn.at(-1)?.index ?? 0
  const isNearEnd = rows !== undefined && lastDrawn >= rows.length - rowsAhead

  useEffect(() => {
    if (isNearEnd && hasNextPage && !isFetchingNextPage && !isError) void fetchNextPage()
  }, [isNearEnd, hasNextPage, isFetchingNextPage, isError, fetchNextPage])

  const wasOpenId = useRef(openId)
  // Only when another one is opened: a list that scrolls by itself is a list one cannot click in.
  const openIndex = rows?.findIndex(({ id }) => id === openId) ?? -1
  // biome-ignore lint/correctness/useExhaustiveDependencies: not when the open one moves in the list
  useEffect(() => {
    const isOther = wasOpenId.current !== openId
    wasOpenId.current = openId
    // On a phone it is hidden by what is opened, and has to be where it was left when one comes back.
    if (openIndex < 0 || !scroller.current?.clientHeight) return
    virtualizer.scrollToIndex(openIndex, { align: 'auto' })
    // Whoever goes from one to the next is in the list then, wherever they were before. In the next frame: the router has
    // put the list back to where it was by then.
    if (isOther && !document.activeElement?.matches('input, textarea')) {
      requestAnimationFrame(() => rowAt(openIndex)?.focus())
    }
  }, [openId, rows === undefined])

  const latest = useRef(selection)
  useLayoutEffect(() => {
    latest.current = selection
  })
  const toggle = useCallback((id: string, isRange: boolean) => latest.current.toggle(id, isRange), [])

  // Arrows open the next one; with Shift they select on the way, and open nothing.
  function pressKey(event: KeyboardEvent) {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : null
    if (event.key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      void selection.selectAll()
    } else if (step !== null && event.shiftKey) {
      event.preventDefault()
      reachFrom(event.target, step)
    } else if (step !== null) {
      event.preventDefault()
      onMove(step)
    }
  }

  function reachFrom(target: EventTarget, step: 1 | -1) {
    const row = target instanceof Element ? target.closest('[data-index]') : null
    const index = Number(row?.getAttribute('data-index') ?? -1)
    const [from, to] = [rows?.[index], rows?.[index + step]]
    if (from === undefined || to === undefined) return
    selection.reach(from.id, to.id)
    virtualizer.scrollToIndex(index + step, { align: 'auto' })
    // At once, where it can be: the next key goes on from here, and may come before the next frame.
    const next = rowAt(index + step)
    if (next) next.focus()
    else requestAnimationFrame(() => rowAt(index + step)?.focus())
  }

  function rowAt(index: number) {
    return scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"] a`)
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
    <div ref={scroller} className={classes.scroller} onKeyDown={pressKey}>
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
                isSelected={selection.has(conversation.id)}
                isSelecting={selection.isActive}
                onToggle={toggle}
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

function Placeholders() {
  const { t } = useTranslation()
  const rowHeight = useRowHeight()
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
