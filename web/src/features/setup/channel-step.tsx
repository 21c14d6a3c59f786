import type { Channel, ChannelType } from '@fairlead/sdk'
import { Radio, SimpleGrid, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LinkButton } from '../../ui/link-button.tsx'
import { ChannelIcon } from '../channels/channel-icon.tsx'
import { NewWebchatForm } from '../channels/new-webchat-form.tsx'
import { NewWhatsappForm } from '../channels/new-whatsapp-form.tsx'
import { useMe } from '../session/queries.ts'
import { teamsQuery } from '../teams/queries.ts'
import classes from './channel-step.module.css'

const types: readonly ChannelType[] = ['webchat', 'whatsapp']

export function ChannelStep() {
  const { t } = useTranslation('setup')
  const { workspace } = useMe()
  const teams = useQuery(teamsQuery)
  const [type, setType] = useState<ChannelType>('webchat')
  const navigate = useNavigate()
  const teamId = workspace.defaultTeamId ?? teams.data?.data[0]?.id ?? null

  async function goOn(channel: Channel) {
    await navigate({ to: '/setup', search: { channel: channel.id } })
  }

  const later = (
    <LinkButton to="/setup" search={{ step: 'done' }} variant="subtle" color="gray">
      {t('channel.later')}
    </LinkButton>
  )

  return (
    <Stack>
      <Radio.Group
        aria-label={t('channel.type')}
        value={type}
        onChange={(next) => setType(types.find((one) => one === next) ?? type)}
      >
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs">
          {types.map((one) => (
            <Radio.Card key={one} value={one} className={classes.card}>
              <ChannelIcon type={one} size={22} />
              <div>
                <Text fw={600}>{t(`channel.${one}.title`)}</Text>
                <Text fz={13} c="dimmed">
                  {t(`channel.${one}.text`)}
                </Text>
              </div>
            </Radio.Card>
          ))}
        </SimpleGrid>
      </Radio.Group>
      {type === 'webchat' ? (
        <NewWebchatForm workspaceName={workspace.name} teamId={teamId} onCreated={goOn} otherAction={later} />
      ) : (
        <NewWhatsappForm teamId={teamId} onCreated={goOn} otherAction={later} />
      )}
    </Stack>
  )
}
