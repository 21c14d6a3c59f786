import type { Channel } from '@fairlead/sdk'
import { Skeleton, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import { channelsQuery } from '../features/channels/queries.ts'
import { meQuery, setupQuery } from '../features/session/queries.ts'
import { SessionEnded } from '../features/session/session-ended.tsx'
import { ChannelStep } from '../features/setup/channel-step.tsx'
import { DoneStep } from '../features/setup/done-step.tsx'
import { InstallStep } from '../features/setup/install-step.tsx'
import { OwnerStep } from '../features/setup/owner-step.tsx'
import { Progress } from '../features/setup/progress.tsx'
import { TeamStep } from '../features/setup/team-step.tsx'
import { wizardStepOf } from '../features/setup/wizard-step.ts'
import { teamsQuery } from '../features/teams/queries.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { CenteredPage } from '../ui/centered-page.tsx'
import { QueryView } from '../ui/query-view.tsx'

export function SetupPage() {
  const isSetUp = useQuery(setupQuery).data?.isDone ?? false
  const isSignedIn = useQuery({ ...meQuery, enabled: isSetUp }).data !== undefined

  return (
    <CenteredPage width={680}>
      {isSetUp ? (
        isSignedIn ? (
          <>
            <LaterSteps />
            <SessionEnded />
          </>
        ) : (
          <Skeleton height={360} />
        )
      ) : (
        <>
          <Progress step="owner" />
          <Step step="owner">
            <OwnerStep />
          </Step>
        </>
      )}
    </CenteredPage>
  )
}

function LaterSteps() {
  const teams = useQuery(teamsQuery)
  const channels = useQuery(channelsQuery)

  return (
    <QueryView query={teams} loading={<Skeleton height={360} />}>
      {(teams) => (
        <QueryView query={channels} loading={<Skeleton height={360} />}>
          {(channels) => <CurrentStep hasTeam={teams.data.length > 0} channels={channels.data} />}
        </QueryView>
      )}
    </QueryView>
  )
}

function CurrentStep({ hasTeam, channels }: { hasTeam: boolean; channels: readonly Channel[] }) {
  const { t } = useTranslation('setup')
  const search = useSearch({ from: '/setup' })
  const step = wizardStepOf({ isSetUp: true, hasTeam, channelIds: channels.map(({ id }) => id), search })
  const channel = channels.find(({ id }) => id === search.channel)

  // The next step begins at its top, for eyes and for screen readers.
  useEffect(() => {
    if (step) scrollTo(0, 0)
  }, [step])

  return (
    <>
      <Progress step={step} />
      {step === 'team' && (
        <Step step="team">
          <TeamStep />
        </Step>
      )}
      {step === 'channel' && (
        <Step step="channel">
          <ChannelStep />
        </Step>
      )}
      {step === 'install' && channel && <InstallStep channel={channel} />}
      {step === 'done' && (
        <Stack>
          <Title order={1}>{t('done.title')}</Title>
          <Text c="dimmed">{t(channels.length > 0 ? 'done.text' : 'done.textLater')}</Text>
          <DoneStep hasChannel={channels.length > 0} />
        </Stack>
      )}
    </>
  )
}

function Step({ step, children }: { step: 'owner' | 'team' | 'channel'; children: React.ReactNode }) {
  const { t } = useTranslation('setup')
  return (
    <Stack>
      <div>
        <Title order={1}>{t(`${step}.title`)}</Title>
        <Text c="dimmed">{t(`${step}.text`)}</Text>
      </div>
      {children}
    </Stack>
  )
}
