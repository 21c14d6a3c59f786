import { IconChartBar, IconHourglass, IconInbox, IconSettings } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { PresenceSwitch } from '../features/presence/presence-switch.tsx'
import { ProfileMenu } from '../features/session/profile-menu.tsx'
import { useMe } from '../features/session/queries.ts'
import { isAtLeast } from '../features/session/roles.ts'
import { RailLink } from '../ui/app-shell/rail-link.tsx'
import classes from './main-navigation.module.css'

export function MainNavigation() {
  const { t } = useTranslation()
  const { member } = useMe()
  return (
    <nav className={classes.navigation} aria-label={t('navigation.label')}>
      <RailLink to="/inbox" label={t('navigation.inbox')} icon={IconInbox} />
      <RailLink to="/waiting" label={t('navigation.waiting')} icon={IconHourglass} />
      {isAtLeast(member.role, 'manager') && (
        <RailLink to="/reports" label={t('navigation.reports')} icon={IconChartBar} />
      )}
      <RailLink to="/settings" label={t('navigation.settings')} icon={IconSettings} />
      <div className={classes.spacer} />
      <PresenceSwitch />
      <ProfileMenu />
    </nav>
  )
}
