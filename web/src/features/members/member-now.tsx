import { type Candidate, type Member, type Presence, putPresence, type Team } from '@fairlead/sdk'
import { SegmentedControl, Skeleton, Text } from '@mantine/core'
import { useMutation, useQueries } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { client } from '../../api.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { notifyError } from '../../ui/notify.ts'
import { candidatesQuery } from '../conversations/queries.ts'
import { knownExclusion } from '../decisions/explanation.ts'
import { listTime } from '../inbox/time-text.ts'
import { useLocale } from '../inbox/use-locale.ts'
import { useNow } from '../inbox/use-now.ts'
import { PresenceDot } from '../presence/presence-dot.tsx'
import classes from './member-now.module.css'
import { membershipsOf } from './membership.ts'
import { useReplaceMember } from './queries.ts'

const presences: readonly Presence[] = ['online', 'busy', 'offline']

type Props = Readonly<{ member: Member; teams: readonly Team[]; canEdit: boolean }>

/** How things stand with somebody at this moment: presence, what they hold, and whether each team would choose them. */
export function MemberNow({ member, teams, canEdit }: Props) {
  const { t } = useTranslation(['members', 'common'])
  const memberships = membershipsOf(member.id, teams)
  const queries = useQueries({ queries: memberships.map(({ team }) => candidatesQuery(team.id, null)) })
  const standings = memberships.map(({ team }, index) => ({
    team,
    isKnown: queries[index]?.data !== undefined,
    candidate: queries[index]?.data?.find(({ memberId }) => memberId === member.id),
  }))
  const load = standings.find(({ candidate }) => candidate)?.candidate?.load

  return (
    <div className={classes.now}>
      <PresenceOf member={member} canEdit={canEdit} />
      {load !== undefined && (
        <Text>
          {t('now.load', { count: load })}{' '}
          {load > 0 && (
            <Link
              to="/inbox/$view"
              params={{ view: 'all' }}
              search={{ assigneeId: member.id }}
              className={classes.link}
            >
              {t('now.show')}
            </Link>
          )}
        </Text>
      )}
      {memberships.length === 0 ? (
        <Text c="dimmed">{t('now.noTeam')}</Text>
      ) : (
        <ul className={classes.teams}>
          {standings.map(({ team, candidate, isKnown }) => (
            <li key={team.id} className={classes.team}>
              <Text fw={500}>{team.name}</Text>
              {isKnown ? candidate && <Standing candidate={candidate} /> : <Skeleton height={14} width={180} />}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function Standing({ candidate: { load, limit, exclusion, isNext, lastAssignedAt } }: { candidate: Candidate }) {
  const { t } = useTranslation(['members', 'assignment'])
  const locale = useLocale()
  const now = useNow(60_000)
  const known = knownExclusion(exclusion)
  const parts = [
    limit === null ? t('assignment:picker.load', { load }) : t('assignment:picker.loadOfLimit', { load, limit }),
    lastAssignedAt === null
      ? t('assignment:picker.noneYet')
      : t('assignment:picker.last', { time: listTime(lastAssignedAt, now, locale) }),
  ]

  return (
    <>
      <Text size="sm" className={classes.state} data-passed-over={exclusion !== null || undefined}>
        {exclusion === null
          ? t(isNext ? 'now.next' : 'now.eligible')
          : t('now.passedOver', { reason: known ? t(`assignment:exclusion.${known}`) : exclusion })}
      </Text>
      <Text size="xs" c="dimmed">
        {parts.join(' · ')}
      </Text>
    </>
  )
}

function PresenceOf({ member, canEdit }: { member: Member; canEdit: boolean }) {
  const { t } = useTranslation(['members', 'common'])
  const replaceMember = useReplaceMember()
  const { mutate, variables, isPending } = useMutation({
    mutationFn: (presence: Presence) => client.call(putPresence, { params: { id: member.id }, body: { presence } }),
    onSuccess: replaceMember,
    onError: notifyError,
  })
  const { presence, chosenPresence } = member

  return (
    <div>
      <div className={classes.presence}>
        <PresenceDot presence={presence} />
        <Text>{t(`common:presence.${presence}`)}</Text>
        {canEdit && (
          <SegmentedControl
            size="xs"
            aria-label={t('now.setPresence', { name: member.name })}
            value={isPending ? variables : chosenPresence}
            data={presences.map((each) => ({ value: each, label: t(`common:presence.${each}`) }))}
            onChange={(value) => {
              const chosen = presences.find((each) => each === value)
              if (chosen) mutate(chosen)
            }}
          />
        )}
      </div>
      {presence !== chosenPresence && (
        <Text size="xs" c="dimmed" mt={4}>
          {t('now.differs', { chosen: t(`common:presence.${chosenPresence}`) })}
        </Text>
      )}
    </div>
  )
}
