import type { Member } from '@fairlead/sdk'
import { Avatar, Badge, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from '../../i18n/use-translation.ts'
import { PresenceDot } from '../presence/presence-dot.tsx'
import { useMe } from '../session/queries.ts'
import classes from './member-line.module.css'

export function MemberLine({ member }: { member: Member }) {
  const { t } = useTranslation(['settings', 'common'])
  const { member: me, workspace } = useMe()
  const limit = member.agentLimit ?? workspace.agentLimit

  return (
    <div className={classes.line} data-deactivated={member.isDeactivated || undefined}>
      <div className={classes.avatar}>
        <Avatar name={member.name} color="initials" size={34} alt="" />
        {!member.isDeactivated && (
          <span className={classes.presence}>
            <PresenceDot presence={member.presence} />
          </span>
        )}
      </div>
      <div className={classes.person}>
        <Text fw={500} truncate>
          <Link to="/settings/members/$id" params={{ id: member.id }} className={classes.name}>
            {member.name}
          </Link>
          {member.id === me.id && (
            <Text span c="dimmed" fw={400}>
              {' '}
              ({t('members.you')})
            </Text>
          )}
        </Text>
        <Text fz={13} c="dimmed" truncate>
          {member.email}
        </Text>
      </div>
      <div className={classes.facts}>
        <Badge variant={member.role === 'agent' ? 'default' : 'light'} size="sm">
          {t(`common:roles.${member.role}`)}
        </Badge>
        <Text fz={13} c="dimmed">
          {member.isDeactivated
            ? t('members.deactivated')
            : member.isExcluded
              ? t('members.excluded')
              : limit === null
                ? t('members.unlimited')
                : t('members.limit', { count: limit })}
        </Text>
      </div>
    </div>
  )
}
