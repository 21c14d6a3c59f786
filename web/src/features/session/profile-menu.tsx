import { Avatar, type FloatingPosition, UnstyledButton, useMatches, VisuallyHidden } from '@mantine/core'
import { IconCheck, IconDeviceDesktop, IconLogout, IconMoon, IconSun, IconUser } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { chooseWorkspace, forgetWorkspace } from '../../chosen-workspace.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Menu } from '../../ui/menu.tsx'
import { notifyError } from '../../ui/notify.ts'
import { useChangePreferences, usePreferences } from '../preferences/use-preferences.ts'
import { useMe } from './queries.ts'
import { signOut } from './sign-in.ts'

const schemes = [
  { value: 'light', icon: IconSun },
  { value: 'dark', icon: IconMoon },
  { value: 'auto', icon: IconDeviceDesktop },
] as const

export function ProfileMenu() {
  const { t } = useTranslation('session')
  const { member, workspace, workspaces } = useMe()
  const { scheme } = usePreferences()
  const change = useChangePreferences()

  const position = useMatches<FloatingPosition>({ base: 'top-end', sm: 'right-end' })

  async function leave() {
    try {
      // Whoever comes after us on this device is told nothing of ours.
      await (await import('../notifications/push.ts')).pushHereNoMore().catch(() => undefined)
      await signOut()
      forgetWorkspace()
      // A new page: nothing of this person may stay in memory.
      location.assign('/login')
    } catch (error) {
      notifyError(error)
    }
  }

  return (
    <Menu position={position} width={232}>
      <Menu.Target>
        <UnstyledButton p={4} m={-4}>
          <VisuallyHidden>{t('menu.label', { name: member.name })}</VisuallyHidden>
          <Avatar name={member.name} size={32} color="initials" aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {member.name} · {workspace.name}
        </Menu.Label>
        <Menu.Item component={Link} to="/settings/profile" leftSection={<IconUser size={16} />}>
          {t('menu.profile')}
        </Menu.Item>
        {workspaces.length > 1 && (
          <>
            <Menu.Divider />
            <Menu.Label>{t('menu.workspaces')}</Menu.Label>
            {workspaces.map(({ id, name }) => (
              <Menu.Item
                key={id}
                onClick={() => chooseWorkspace(id)}
                disabled={id === workspace.id}
                rightSection={id === workspace.id ? <IconCheck size={14} /> : null}
              >
                {name}
              </Menu.Item>
            ))}
          </>
        )}
        <Menu.Divider />
        <Menu.Label>{t('menu.appearance')}</Menu.Label>
        <Menu.RadioGroup
          value={scheme}
          onChange={(value) => {
            const choice = schemes.find((one) => one.value === value)
            if (choice) change({ scheme: choice.value })
          }}
        >
          {schemes.map(({ value, icon: Icon }) => (
            <Menu.RadioItem
              key={value}
              value={value}
              checkIcon={<IconCheck size={14} />}
              rightSection={<Icon size={16} />}
            >
              {t(`menu.${value}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item onClick={leave} leftSection={<IconLogout size={16} />}>
          {t('menu.logOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
