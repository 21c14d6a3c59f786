import { Avatar, type FloatingPosition, Menu, UnstyledButton, useMantineColorScheme, useMatches } from '@mantine/core'
import { IconCheck, IconDeviceDesktop, IconLogout, IconMoon, IconSun, IconUser } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { chooseWorkspace, forgetWorkspace } from '../../chosen-workspace.ts'
import { notifyError } from '../../ui/notify.ts'
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
  const { colorScheme, setColorScheme } = useMantineColorScheme()

  const position = useMatches<FloatingPosition>({ base: 'top-end', sm: 'right-end' })

  async function leave() {
    try {
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
        <UnstyledButton aria-label={t('menu.label', { name: member.name })}>
          <Avatar name={member.name} size={32} color="initials" />
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
        {schemes.map(({ value, icon: Icon }) => (
          <Menu.Item
            key={value}
            role="menuitemradio"
            aria-checked={colorScheme === value}
            closeMenuOnClick={false}
            onClick={() => setColorScheme(value)}
            leftSection={<Icon size={16} />}
            rightSection={colorScheme === value ? <IconCheck size={14} /> : null}
          >
            {t(`menu.${value}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={leave} leftSection={<IconLogout size={16} />}>
          {t('menu.logOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
