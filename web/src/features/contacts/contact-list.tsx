import { Alert, Button, Loader } from '@mantine/core'
import { IconAddressBook, IconSearchOff } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { describeError } from '../../describe-error.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { RowListSkeleton } from '../../ui/row-list.tsx'
import classes from './contact-list.module.css'
import { type ContactFilters, contactListQuery } from './contact-list-query.ts'
import { ContactRow } from './contact-row.tsx'

const rowHeight = 56
const rowsAhead = 10

/** Contacts in lines: only those in sight are drawn, however many there are. */
export function ContactList({ filters }: { filters: ContactFilters }) {
  const { t } = useTranslation(['contacts', 'common'])
  const query = useInfiniteQuery(contactListQuery(filters))
  const { data: contacts, error, isError, hasNextPage, isFetchingNextPage, fetchNextPage } = query
  const scroller = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    count: contacts?.length ?? 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => contacts?.[index]?.id ?? index,
    overscan: 8,
  })
  const drawn = virtualizer.getVirtualItems()
  const isNearEnd = contacts !== undefined && (drawn.at(-1)?.index ?? 0) >= contacts.length - rowsAhead

  useEffect(() => {
    if (isNearEnd && hasNextPage && !isFetchingNextPage && !isError) void fetchNextPage()
  }, [isNearEnd, hasNextPage, isFetchingNextPage, isError, fetchNextPage])

  if (contacts === undefined && isError) {
    return (
      <Alert color="red" role="alert">
        {describeError(error)}
        <Button mt="sm" size="xs" variant="default" onClick={() => query.refetch()}>
          {t('common:tryAgain')}
        </Button>
      </Alert>
    )
  }
  if (contacts === undefined) return <RowListSkeleton rows={8} />
  if (contacts.length === 0) {
    const isFiltered = Object.values(filters).some((value) => value !== undefined)
    return isFiltered ? (
      <EmptyState icon={IconSearchOff} title={t('nobody.title')} text={t('nobody.text')} />
    ) : (
      <EmptyState icon={IconAddressBook} title={t('none.title')} text={t('none.text')} />
    )
  }
  return (
    <div className={classes.frame}>
      <div className={classes.head} aria-hidden>
        <span>{t('column.name')}</span>
        <span>{t('column.reach')}</span>
        <span>{t('column.stage')}</span>
        <span>{t('column.owner')}</span>
        <span>{t('column.tags')}</span>
      </div>
      <div ref={scroller} className={classes.scroller}>
        <ul className={classes.rows} style={{ blockSize: virtualizer.getTotalSize() }} aria-label={t('list')}>
          {drawn.map(({ key, index, start }) => {
            const contact = contacts[index]
            return contact === undefined ? null : (
              <li
                key={key}
                className={classes.item}
                style={{ blockSize: rowHeight, transform: `translateY(${start}px)` }}
                aria-setsize={hasNextPage ? -1 : contacts.length}
                aria-posinset={index + 1}
              >
                <ContactRow contact={contact} />
              </li>
            )
          })}
        </ul>
        {isFetchingNextPage && (
          <div className={classes.more}>
            <Loader size="xs" aria-label={t('loadingMore')} />
          </div>
        )}
      </div>
    </div>
  )
}
