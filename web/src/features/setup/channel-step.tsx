import type { Channel, ChannelType } from '@fairlead/sdk'
import { Radio, SimpleGrid, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { LinkButton } from '../../ui/link-button.tsx'
import { ChannelIcon } from '../channels/channel-icon.tsx'
import { NewForm } from '../channels/parts.tsx'
import { typeNames } from '../channels/types.ts'
import { useMe } from '../session/queries.ts'
import { teamsQuery } from '../teams/queries.ts'
import classes from './channel-step.module.css'

export function ChannelStep() {
  const { t } = useTranslation(['setup', 'channels', 'common'])
  const { workspace } = useMe()
  const teams = useQuery(teamsQuery)
  const [type, setType] = useState<ChannelType>('webchat')
  // Whoever looks at another type and comes back finds what they had typed.
  const [visited, setVisited] = useState<readonly ChannelType[]>([type])
  const navigate = useNavigate()
  const teamId = workspace.defaultTeamId ?? teams.data?.data[0]?.id ?? null

  function choose(next: string) {
    const chosen = typeNames.find((one) => one === next) ?? type
    setType(chosen)
    setVisited((before) => (before.includes(chosen) ? before : [...before, chosen]))
  }

  async function goOn(channel: Channel) {
    await navigate({ to: '/setup', search: { channel: channel.id } })
  }

  const later = (
    <LinkButton to="/setup" search={{ step: 'done' }} variant="subtle" color="gray">
      {t('channel.later')}
    </LinkButton>
  )

  return (
    <Stack gap="lg">
      <Radio.Group aria-label={t('channel.type')} value={type} onChange={choose}>
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs">
          {typeNames.map((one) => (
            <Radio.Card key={one} value={one} className={classes.card}>
              <ChannelIcon type={one} size={22} />
              <div>
                <Text fw={600}>{t(`common:channelTypes.${one}`)}</Text>
                <Text fz={13} c="dimmed">
                  {t(`channels:hints.${one}`)}
                </Text>
              </div>
            </Radio.Card>
          ))}
        </SimpleGrid>
      </Radio.Group>
      {visited.map((one) => (
        <div key={one} hidden={one !== type}>
          <NewForm type={one} teamId={teamId} onCreated={goOn} otherAction={later} />
        </div>
      ))}
    </Stack>
  )
}
