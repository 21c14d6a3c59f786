import {
  IconAddressBook,
  IconChartBar,
  IconHourglass,
  IconInbox,
  IconRoute,
  IconSearch,
  IconSettings,
} from '@tabler/icons-react'
import { PresenceSwitch } from '../features/presence/presence-switch.tsx'
import { useSearchCommand } from '../features/search/use-search-command.ts'
import { ProfileMenu } from '../features/session/profile-menu.tsx'
import { useMe } from '../features/session/queries.ts'
import { isAtLeast } from '../features/session/roles.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { RailLink } from '../ui/app-shell/rail-link.tsx'
import classes from './main-navigation.module.css'

export function MainNavigation() {
  const { t } = useTranslation()
  const { member } = useMe()
  useSearchCommand()
  return (
    <nav className={classes.navigation} aria-label={t('navigation.label')}>
      <RailLink to="/inbox" label={t('navigation.inbox')} icon={IconInbox} />
      <RailLink to="/search" label={t('navigation.search')} icon={IconSearch} />
      <RailLink to="/contacts" label={t('navigation.contacts')} icon={IconAddressBook} />
      <RailLink to="/waiting" label={t('navigation.waiting')} icon={IconHourglass} />
      {isAtLeast(member.role, 'manager') && (
        <>
          <RailLink to="/workflows" label={t('navigation.workflows')} icon={IconRoute} />
          <RailLink to="/reports" label={t('navigation.reports')} icon={IconChartBar} />
        </>
      )}
      <RailLink to="/settings" label={t('navigation.settings')} icon={IconSettings} />
      <div className={classes.spacer} />
      <PresenceSwitch />
      <ProfileMenu />
    </nav>
  )
}
