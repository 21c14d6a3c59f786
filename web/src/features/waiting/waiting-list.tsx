import type { Team } from '@fairlead/sdk'
import { Alert, Badge, Button, Skeleton, Stack, Text } from '@mantine/core'
import { IconAlertCircle, IconDoor, IconMoodCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { describeError } from '../../describe-error.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useLocale } from '../inbox/use-locale.ts'
import { useMe } from '../session/queries.ts'
import { openingText } from './opening-text.ts'
import { queueQuery } from './queries.ts'
import { useHeldRows } from './use-held-rows.ts'
import classes from './waiting.module.css'
import { WaitingItem } from './waiting-item.tsx'

/** The queue of a team as it is served, and why each still waits. */
export function WaitingList({ team }: { team: Team }) {
  const { t } = useTranslation(['assignment', 'common'])
  const { data, error, refetch } = useQuery(queueQuery(team.id))
  const { rows, hold } = useHeldRows(data?.data ?? [])

  if (data === undefined && error) {
    return (
      <Alert color="red" variant="light" icon={<IconAlertCircle />} title={t('waiting.failed')} role="alert">
        {describeError(error)}
        <Button mt="sm" size="xs" variant="default" onClick={() => refetch()}>
          {t('common:tryAgain')}
        </Button>
      </Alert>
    )
  }
  if (data === undefined) return <Outline />
  return (
    <>
      <div className={classes.state}>
        <Hours team={team} isOpen={data.isOpen} opensAt={data.opensAt} />
        <Text size="sm" c="dimmed" role="status">
          {data.total > 0 && t('waiting.total', { count: data.total })}
        </Text>
      </div>
      {rows.length === 0 ? (
        <EmptyState
          icon={data.isOpen ? IconMoodCheck : IconDoor}
          title={t('waiting.empty.title', { team: team.name })}
          text={t(
            team.policy.strategy === 'manual'
              ? 'waiting.empty.manual'
              : data.isOpen
                ? 'waiting.empty.open'
                : 'waiting.empty.closed',
          )}
        />
      ) : (
        <ol className={classes.list} aria-label={t('waiting.list', { team: team.name })} {...hold}>
          {rows.map(({ entry, isGone }) => (
            <WaitingItem
              key={entry.conversation.id}
              entry={entry}
              isGone={isGone}
              deadlineNearMs={team.policy.deadlineNearMinutes * 60_000}
            />
          ))}
        </ol>
      )}
      {data.total > data.data.length && (
        <Text size="sm" c="dimmed" mt="sm">
          {t('waiting.more', { count: data.total - data.data.length })}
        </Text>
      )}
    </>
  )
}

function Hours({ team, isOpen, opensAt }: { team: Team; isOpen: boolean; opensAt: string | null }) {
  const { t } = useTranslation('assignment')
  const locale = useLocale()
  const { workspace } = useMe()
  const timeZone = (team.policy.hours ?? workspace.hours)?.timeZone ?? null

  if (isOpen) {
    return (
      <Badge color="teal" variant="light" styles={{ label: { color: 'var(--mantine-color-text)' } }}>
        {t('waiting.open')}
      </Badge>
    )
  }
  return (
    <Badge color="orange" variant="light" styles={{ label: { color: 'var(--mantine-color-text)' } }}>
      {opensAt === null
        ? t('waiting.neverOpens')
        : t('waiting.closedUntil', { time: openingText(opensAt, timeZone, locale) })}
    </Badge>
  )
}

function Outline() {
  const { t } = useTranslation('common')
  return (
    <Stack gap="xs" role="status" aria-label={t('loading')}>
      {[1, 2, 3].map((line) => (
        <Skeleton key={line} height={76} />
      ))}
    </Stack>
  )
}
