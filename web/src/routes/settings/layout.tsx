import {
  type Icon,
  IconBuilding,
  IconKey,
  IconMessages,
  IconSparkles,
  IconUser,
  IconUserCircle,
  IconUsersGroup,
} from '@tabler/icons-react'
import { Link, Outlet, useLocation } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '../../features/session/queries.ts'
import { isAtLeast } from '../../features/session/roles.ts'
import classes from './layout.module.css'

const pages = [
  { key: 'workspace', to: '/settings/workspace', icon: IconBuilding, needs: 'manager' },
  { key: 'teams', to: '/settings/teams', icon: IconUsersGroup, needs: 'agent' },
  { key: 'members', to: '/settings/members', icon: IconUser, needs: 'agent' },
  { key: 'skills', to: '/settings/skills', icon: IconSparkles, needs: 'agent' },
  { key: 'channels', to: '/settings/channels', icon: IconMessages, needs: 'agent' },
  { key: 'apiKeys', to: '/settings/api-keys', icon: IconKey, needs: 'agent' },
  { key: 'profile', to: '/settings/profile', icon: IconUserCircle, needs: 'agent' },
] as const satisfies readonly { key: string; to: string; icon: Icon; needs: string }[]

export function SettingsLayout() {
  const { t } = useTranslation('settings')
  const { member } = useMe()
  const navigation = useRef<HTMLElement>(null)
  const { pathname } = useLocation()

  // On phones the pages stand in a row that is longer than the screen.
  useEffect(() => {
    const active = pathname && navigation.current?.querySelector('[data-status="active"]')
    if (active) active.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [pathname])

  return (
    <div className={classes.layout}>
      <nav ref={navigation} className={classes.navigation} aria-label={t('title')}>
        <h2 className={classes.title}>{t('title')}</h2>
        {pages
          .filter(({ needs }) => isAtLeast(member.role, needs))
          .map(({ key, to, icon: Icon }) => (
            <Link key={key} to={to} className={classes.link}>
              <Icon size={17} stroke={1.6} aria-hidden />
              {t(`pages.${key}`)}
            </Link>
          ))}
      </nav>
      <div className={classes.page} data-scroll-restoration-id="page">
        <Outlet />
      </div>
    </div>
  )
}
