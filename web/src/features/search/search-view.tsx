import { Button, Pill, Select, Skeleton, Text } from '@mantine/core'
import { IconSearchOff } from '@tabler/icons-react'
import { type UseInfiniteQueryResult, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useRef } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { useCommands } from '../commands/use-commands.ts'
import { contactQuery } from '../contacts/queries.ts'
import { useChannels } from '../conversations/use-names.ts'
import { BeforeSearch } from './before-search.tsx'
import { ContactResults } from './contact-results.tsx'
import { MessageResults } from './message-results.tsx'
import { moveAmongHits } from './move-among-hits.ts'
import { contactSearchQuery, messageSearchQuery, type Wanted } from './queries.ts'
import { useRecentSearches } from './recent-searches.ts'
import classes from './search.module.css'
import { SearchField } from './search-field.tsx'

/** Everything that has the words: contacts, and messages and notes by conversation. */
export function SearchView({ wanted }: Readonly<{ wanted: Wanted }>) {
  const { t } = useTranslation('search')
  const navigate = useNavigate()
  const { searches, remember, forget } = useRecentSearches()
  const messages = useInfiniteQuery(messageSearchQuery(wanted))
  const contacts = useQuery(contactSearchQuery(wanted.contactId === undefined ? wanted.q : ''))
  const { q } = wanted
  const ask = (to: Wanted) => navigate({ to: '/search', search: to, replace: true })
  const opened = () => remember(q)
  const field = useRef<HTMLInputElement>(null)
  useCommands(() => [
    { id: 'go.search', title: t('field'), group: 'go', keys: '/', run: () => field.current?.select() },
  ])

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys move among what is inside
    <div onKeyDown={moveAmongHits}>
      <div className={classes.bar}>
        <div className={classes.field}>
          <SearchField
            ref={field}
            q={q}
            isBusy={q !== '' && (messages.isFetching || contacts.isFetching)}
            onAsk={(text) => ask({ ...wanted, q: text })}
            onEnter={remember}
          />
        </div>
        <Filters wanted={wanted} onChange={ask} />
      </div>
      {q === '' ? (
        <BeforeSearch searches={searches} onForget={forget} />
      ) : (
        <div
          className={`${classes.results} ${wanted.contactId === undefined ? '' : classes.alone}`}
          data-old={messages.isPlaceholderData || undefined}
        >
          {wanted.contactId === undefined && (
            <Section name="contacts">
              <QueryView query={contacts} loading={<Skeleton height={44} />}>
                {(hits) => (hits.length === 0 ? <NoContacts /> : <ContactResults hits={hits} onOpen={opened} />)}
              </QueryView>
            </Section>
          )}
          <Section name="messages">
            <Messages query={messages} onOpen={opened} />
          </Section>
        </div>
      )}
    </div>
  )
}

type Found = Parameters<typeof MessageResults>[0]['hits']

function Messages({ query, onOpen }: Readonly<{ query: UseInfiniteQueryResult<Found>; onOpen(): void }>) {
  const { t } = useTranslation('search')
  if (query.data === undefined) {
    return (
      <QueryView query={query} loading={<Skeleton height={120} />}>
        {() => null}
      </QueryView>
    )
  }
  const { data: hits, hasNextPage, isFetchingNextPage, fetchNextPage } = query
  return (
    <>
      <div role="status">
        {hits.length === 0 && !hasNextPage ? (
          <EmptyState icon={IconSearchOff} title={t('nothing.title')} text={t('nothing.text')} />
        ) : (
          <Text size="xs" c="dimmed" mb={6}>
            {hasNextPage ? t('newest', { count: hits.length }) : t('found', { count: hits.length })}
          </Text>
        )}
      </div>
      <MessageResults hits={hits} onOpen={onOpen} />
      {hasNextPage && (
        <div className={classes.more}>
          <Button variant="default" onClick={() => fetchNextPage()} loading={isFetchingNextPage} data-hit>
            {t('more')}
          </Button>
        </div>
      )}
    </>
  )
}

function NoContacts() {
  const { t } = useTranslation('search')
  return (
    <Text size="sm" c="dimmed">
      {t('noContacts')}
    </Text>
  )
}

function Section({ name, children }: Readonly<{ name: 'contacts' | 'messages'; children: React.ReactNode }>) {
  const { t } = useTranslation('search')
  return (
    <section aria-labelledby={`found-${name}`}>
      <div className={classes.sectionHead}>
        <Text component="h2" id={`found-${name}`} className={classes.sectionTitle}>
          {t(`sections.${name}`)}
        </Text>
      </div>
      {children}
    </section>
  )
}

function Filters({ wanted, onChange }: Readonly<{ wanted: Wanted; onChange(to: Wanted): void }>) {
  const { t } = useTranslation('search')
  const channels = useChannels()
  const { contactId, channelId, ...rest } = wanted
  const { data: contact } = useQuery({ ...contactQuery(contactId ?? ''), enabled: contactId !== undefined })
  if (contactId === undefined && channels.size < 2) return null

  return (
    <div className={classes.filters}>
      {contactId !== undefined && (
        <Pill
          withRemoveButton
          size="md"
          removeButtonProps={{ 'aria-label': t('anyContact') }}
          onRemove={() => onChange({ ...rest, ...(channelId === undefined ? {} : { channelId }) })}
        >
          {contact?.name ?? t('oneContact')}
        </Pill>
      )}
      {channels.size > 1 && (
        <Select
          size="sm"
          w={190}
          aria-label={t('channel')}
          placeholder={t('anyChannel')}
          data={[...channels.values()].map(({ id, name }) => ({ value: id, label: name }))}
          value={channelId ?? null}
          onChange={(id) =>
            onChange({
              ...rest,
              ...(contactId === undefined ? {} : { contactId }),
              ...(id === null ? {} : { channelId: id }),
            })
          }
          clearable
        />
      )}
    </div>
  )
}
