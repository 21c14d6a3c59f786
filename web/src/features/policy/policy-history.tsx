import { type PolicyVersion, restorePolicy, type Team } from '@fairlead/sdk'
import { Badge, Button, Group, Skeleton, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client } from '../../api.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { formatDateTime } from '../../ui/format-date.ts'
import { notifyDone } from '../../ui/notify.ts'
import { QueryView } from '../../ui/query-view.tsx'
import { membersQuery } from '../members/queries.ts'
import { useReplaceTeam } from '../teams/queries.ts'
import { differencesOf } from './differences.ts'
import classes from './policy-history.module.css'
import { policiesQuery } from './queries.ts'
import { useSpeech } from './use-speech.ts'

const shownAtFirst = 20

/** Every version of a team's policy, what each changed, and the way back to it. */
export function PolicyHistory({ team }: { team: Team }) {
  const { t } = useTranslation('policy')
  const versions = useQuery(policiesQuery(team.id))
  const [shown, setShown] = useState(shownAtFirst)

  return (
    <QueryView query={versions} loading={<Skeleton height={240} />}>
      {({ data }) => (
        <>
          <Text c="dimmed">{t('history.hint')}</Text>
          <ol className={classes.versions} reversed>
            {data.slice(0, shown).map((version, index) => (
              <Version
                key={version.version}
                team={team}
                version={version}
                before={data[index + 1] ?? null}
                isCurrent={index === 0}
              />
            ))}
          </ol>
          {data.length > shown && (
            <Button variant="default" mt="md" onClick={() => setShown(shown + shownAtFirst)}>
              {t('history.more')}
            </Button>
          )}
        </>
      )}
    </QueryView>
  )
}

type VersionProps = Readonly<{
  team: Team
  version: PolicyVersion
  before: PolicyVersion | null
  isCurrent: boolean
}>

function Version({ team, version, before, isCurrent }: VersionProps) {
  const { t } = useTranslation('policy')
  const members = useQuery(membersQuery)
  const author = members.data?.data.find(({ id }) => id === version.createdBy)
  const date = formatDateTime(version.createdAt)
  const name = author?.name ?? t('formerMember')

  return (
    <li className={classes.version}>
      <Group justify="space-between" gap="xs" wrap="nowrap" align="flex-start">
        <div>
          <Group gap={8}>
            <Text fw={600}>{t('history.version', { version: version.version })}</Text>
            {isCurrent && (
              <Badge variant="light" size="sm">
                {t('history.current')}
              </Badge>
            )}
          </Group>
          <Text fz={13} c="dimmed">
            {version.createdBy === null ? date : t('history.savedBy', { name, date })}
          </Text>
        </div>
        {!isCurrent && <Restore team={team} version={version.version} />}
      </Group>
      <Differences team={team} version={version} before={before} />
    </li>
  )
}

function Differences({ team, version, before }: Omit<VersionProps, 'isCurrent'>) {
  const { t } = useTranslation('policy')
  const speech = useSpeech(team)
  if (!before) return <Text mt={6}>{t('history.first')}</Text>

  const differences = differencesOf(before.policy, version.policy, { ...speech, who: t('anAgent') })
  if (differences.length === 0) return <Text mt={6}>{t('history.same')}</Text>

  return (
    <ul className={classes.differences}>
      {differences.map(({ setting, before: was, after }) => (
        <li key={setting}>
          <Text fw={500}>{t(`settings.${setting}`)}</Text>
          <div className={classes.change}>
            <del className={classes.was}>{was}</del>
            <ins className={classes.is}>{after}</ins>
          </div>
        </li>
      ))}
    </ul>
  )
}

function Restore({ team, version }: { team: Team; version: number }) {
  const { t } = useTranslation('policy')
  const [isAsking, setIsAsking] = useState(false)
  const replaceTeam = useReplaceTeam()
  const cache = useQueryClient()

  async function restore() {
    replaceTeam(await client.call(restorePolicy, { params: { id: team.id, version } }))
    await cache.invalidateQueries(policiesQuery(team.id))
    notifyDone(t('history.restored', { version }))
  }

  return (
    <>
      <Button
        variant="default"
        size="xs"
        aria-label={t('history.restoreLabel', { version })}
        onClick={() => setIsAsking(true)}
      >
        {t('history.restore')}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={t('history.restoreTitle', { version })}
        text={t('history.restoreText', { version })}
        confirm={t('history.restore')}
        isDangerous={false}
        onConfirm={restore}
        onClose={() => setIsAsking(false)}
      />
    </>
  )
}
