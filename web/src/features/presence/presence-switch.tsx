import { type Presence, putPresence } from '@fairlead/sdk'
import { type FloatingPosition, Text, UnstyledButton, useMatches } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { client } from '../../api.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Menu } from '../../ui/menu.tsx'
import { notifyError } from '../../ui/notify.ts'
import { meQuery, useMe } from '../session/queries.ts'
import { PresenceDot } from './presence-dot.tsx'
import classes from './presence-switch.module.css'

const choices: readonly Presence[] = ['online', 'busy', 'offline']

/** Chooses one’s own presence. What counts may differ from what was chosen: then it says so. */
export function PresenceSwitch() {
  const { t } = useTranslation(['inbox', 'common'])
  const queryClient = useQueryClient()
  const { member, workspace } = useMe()
  const { presence: effective, chosenPresence: chosen } = member
  const words = { chosen: t(`common:presence.${chosen}`), effective: t(`common:presence.${effective}`) }

  const position = useMatches<FloatingPosition>({ base: 'top-end', sm: 'right-end' })

  const { mutate } = useMutation({
    mutationFn: (presence: Presence) => client.call(putPresence, { params: { id: member.id }, body: { presence } }),
    onSuccess: (changed) => queryClient.setQueryData(meQuery.queryKey, (me) => me && { ...me, member: changed }),
    onError: notifyError,
  })

  return (
    <Menu position={position} width={264}>
      <Menu.Target>
        <UnstyledButton
          className={classes.button}
          aria-label={t('presence.label', { presence: t(`common:presence.${effective}`) })}
        >
          <PresenceDot presence={effective} />
          <span className={classes.word} aria-hidden>
            {t(`common:presence.${effective}`)}
          </span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('presence.choose')}</Menu.Label>
        <Menu.RadioGroup
          value={chosen}
          onChange={(value) => {
            const choice = choices.find((known) => known === value)
            if (choice) mutate(choice)
          }}
        >
          {choices.map((choice) => (
            <Menu.RadioItem key={choice} value={choice} checkIcon={<IconCheck size={14} />} closeMenuOnClick>
              <span className={classes.choice}>
                <PresenceDot presence={choice} />
                {t(`common:presence.${choice}`)}
              </span>
              <Text size="xs" c="dimmed">
                {t(`presence.${choice}`)}
              </Text>
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        {effective !== chosen && (
          <Text size="xs" c="dimmed" px="sm" py="xs">
            {workspace.idleMinutes === null
              ? t('presence.effective', words)
              : t('presence.effectiveIdle', { ...words, count: workspace.idleMinutes })}
          </Text>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
