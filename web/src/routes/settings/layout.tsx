import type { Role } from '@fairlead/sdk'
import {
  type Icon,
  IconBell,
  IconBolt,
  IconBuilding,
  IconChecklist,
  IconForms,
  IconKey,
  IconMessages,
  IconShieldCheck,
  IconSparkles,
  IconTag,
  IconTemplate,
  IconUser,
  IconUserCircle,
  IconUsersGroup,
  IconWebhook,
} from '@tabler/icons-react'
import { Link, Outlet, useLocation } from '@tanstack/react-router'
import { useRef } from 'react'
import { useMe } from '../../features/session/queries.ts'
import { isAtLeast } from '../../features/session/roles.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useInSight } from '../../ui/use-in-sight.ts'
import classes from './layout.module.css'

type Item = Readonly<{ key: string; to: string; icon: Icon; needs: Role }>

const groups = [
  {
    key: 'workspace',
    pages: [{ key: 'workspace', to: '/settings/workspace', icon: IconBuilding, needs: 'manager' }],
  },
  {
    key: 'people',
    pages: [
      { key: 'teams', to: '/settings/teams', icon: IconUsersGroup, needs: 'agent' },
      { key: 'members', to: '/settings/members', icon: IconUser, needs: 'agent' },
      { key: 'roles', to: '/settings/roles', icon: IconShieldCheck, needs: 'agent' },
      { key: 'skills', to: '/settings/skills', icon: IconSparkles, needs: 'agent' },
    ],
  },
  {
    key: 'work',
    pages: [
      { key: 'tags', to: '/settings/tags', icon: IconTag, needs: 'agent' },
      { key: 'fields', to: '/settings/fields', icon: IconForms, needs: 'agent' },
      { key: 'closing', to: '/settings/closing', icon: IconChecklist, needs: 'agent' },
      { key: 'snippets', to: '/settings/snippets', icon: IconTemplate, needs: 'agent' },
      { key: 'macros', to: '/settings/macros', icon: IconBolt, needs: 'agent' },
    ],
  },
  {
    key: 'connections',
    pages: [
      { key: 'channels', to: '/settings/channels', icon: IconMessages, needs: 'agent' },
      { key: 'webhooks', to: '/settings/webhooks', icon: IconWebhook, needs: 'manager' },
      { key: 'apiKeys', to: '/settings/api-keys', icon: IconKey, needs: 'agent' },
    ],
  },
  {
    key: 'you',
    pages: [
      { key: 'notifications', to: '/settings/notifications', icon: IconBell, needs: 'agent' },
      { key: 'profile', to: '/settings/profile', icon: IconUserCircle, needs: 'agent' },
    ],
  },
] as const satisfies readonly Readonly<{ key: string; pages: readonly Item[] }>[]

export function SettingsLayout() {
  const { t } = useTranslation('settings')
  const { member } = useMe()
  const navigation = useRef<HTMLElement>(null)
  const { pathname } = useLocation()

  useInSight(navigation, '[data-status="active"]', pathname)

  return (
    <div className={classes.layout}>
      <nav ref={navigation} className={classes.navigation} aria-label={t('title')}>
        <h2 className={classes.title}>{t('title')}</h2>
        {groups.map(({ key, pages }) => {
          const open = pages.filter(({ needs }) => isAtLeast(member.role, needs))
          if (open.length === 0) return null
          return (
            <div key={key} className={classes.group}>
              <h3 className={classes.groupName}>{t(`groups.${key}`)}</h3>
              {open.map(({ key, to, icon: Icon }) => (
                <Link key={key} to={to} className={classes.link}>
                  <Icon size={17} stroke={1.6} aria-hidden />
                  {t(`pages.${key}`)}
                </Link>
              ))}
            </div>
          )
        })}
      </nav>
      <div className={classes.page} data-scroll-restoration-id="page" data-forms>
        <Outlet />
      </div>
    </div>
  )
}
