import type { Candidate } from '@fairlead/sdk'
import { Avatar, Badge, Text } from '@mantine/core'
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { knownExclusion } from '../decisions/explanation.ts'
import { listTime } from '../inbox/time-text.ts'
import { useLocale } from '../inbox/use-locale.ts'
import { PresenceDot } from '../presence/presence-dot.tsx'
import { overLimit, type PersonOption, type Subject } from './assign-options.ts'
import classes from './person-line.module.css'
import { useSkills } from './use-names.ts'

type Props = Readonly<{ option: PersonOption; subject: Subject; isMe: boolean }>

/** A person in the picker: presence, load and limit, and what the engine thinks of giving it to them. */
export function PersonLine({ option: { id, name, presence, candidate }, subject, isMe }: Props) {
  const { t } = useTranslation('assignment')

  return (
    <div className={classes.line}>
      <Avatar name={name} color="initials" size={28} alt="" />
      <div className={classes.who}>
        <div className={classes.name}>
          <Text component="span" size="sm" truncate>
            {isMe ? t('picker.me', { name }) : name}
          </Text>
          <PresenceDot presence={presence} />
          {candidate?.isNext && (
            <Badge size="xs" variant="filled" title={t('picker.nextHint')}>
              {t('picker.next')}
            </Badge>
          )}
          {candidate?.preferredAs && (
            <Badge size="xs" variant="light" title={t(`picker.${candidate.preferredAs}Hint`)}>
              {t(`picker.${candidate.preferredAs}`)}
            </Badge>
          )}
        </div>
        {candidate && <Facts candidate={candidate} subject={subject} />}
      </div>
      {candidate && <Load candidate={candidate} />}
      {id === subject.assigneeId && <IconCheck size={14} aria-hidden />}
    </div>
  )
}

function Load({ candidate: { load, limit } }: { candidate: Candidate }) {
  const { t } = useTranslation('assignment')
  return (
    <Text component="span" size="xs" className={classes.load} title={t('picker.loadHint')}>
      {limit === null ? t('picker.load', { load }) : t('picker.loadOfLimit', { load, limit })}
    </Text>
  )
}

function Facts({ candidate, subject }: { candidate: Candidate; subject: Subject }) {
  const { t } = useTranslation('assignment')
  const locale = useLocale()
  const skills = useSkills()
  const { exclusion, tier, lastAssignedAt, skillIds } = candidate
  const over = overLimit(candidate, subject.count)
  const known = knownExclusion(exclusion)
  const namesOf = (ids: readonly string[]) =>
    new Intl.ListFormat(locale).format(ids.flatMap((id) => skills.get(id)?.name ?? []))
  const lacking = namesOf(subject.skillIds.filter((id) => !skillIds.includes(id)))
  const has = namesOf(skillIds)
  const facts = [
    tier > 1 ? t('picker.tier', { tier }) : '',
    lastAssignedAt === null
      ? t('picker.noneYet')
      : t('picker.last', { time: listTime(lastAssignedAt, Date.now(), locale) }),
    has === '' ? '' : t('picker.skills', { names: has }),
  ].filter((fact) => fact !== '')

  return (
    <>
      {over !== null ? (
        <Text component="span" size="xs" className={classes.warning}>
          <IconAlertTriangle size={12} aria-hidden /> {t('picker.wouldBeOver', over)}
        </Text>
      ) : (
        exclusion !== null && (
          <Text component="span" size="xs" className={classes.excluded}>
            {t('picker.passedOver', { reason: known ? t(`exclusion.${known}`) : exclusion })}
          </Text>
        )
      )}
      {lacking !== '' && (
        <Text component="span" size="xs" className={classes.excluded}>
          {t('picker.lacks', { names: lacking })}
        </Text>
      )}
      <Text component="span" size="xs" className={classes.facts}>
        {facts.join(' · ')}
      </Text>
    </>
  )
}
