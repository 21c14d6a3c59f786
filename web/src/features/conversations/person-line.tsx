import type { Candidate } from '@fairlead/sdk'
import { Avatar, Badge, Text } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { PresenceDot } from '../presence/presence-dot.tsx'
import type { PersonOption } from './assign-options.ts'
import classes from './person-line.module.css'

type Props = Readonly<{ option: PersonOption; isMe: boolean; isChosen: boolean }>

/** A person in the picker: presence, load and limit, and what the engine thinks of giving it to them. */
export function PersonLine({ option: { name, presence, candidate }, isMe, isChosen }: Props) {
  const { t } = useTranslation('inbox')

  return (
    <div className={classes.line}>
      <Avatar name={name} color="initials" size={24} alt="" />
      <div className={classes.who}>
        <Text component="span" size="sm" truncate>
          {isMe ? t('assign.me', { name }) : name}
        </Text>
        <PresenceDot presence={presence} />
        {candidate?.isNext && (
          <Badge size="xs" variant="light" title={t('assign.nextHint')}>
            {t('assign.next')}
          </Badge>
        )}
      </div>
      {candidate && <Load candidate={candidate} />}
      {isChosen && <IconCheck size={14} aria-hidden />}
    </div>
  )
}

const exclusions = ['deactivated', 'excluded', 'offline', 'busy', 'already_tried', 'at_capacity'] as const

function Load({ candidate: { load, limit, exclusion } }: { candidate: Candidate }) {
  const { t } = useTranslation('inbox')
  const known = exclusions.find((name) => name === exclusion)

  return (
    <Text component="span" size="xs" c="dimmed" className={classes.load}>
      {limit === null ? t('assign.load', { load }) : t('assign.loadOfLimit', { load, limit })}
      {exclusion !== null && ` · ${known ? t(`assign.exclusion.${known}`) : exclusion}`}
    </Text>
  )
}
