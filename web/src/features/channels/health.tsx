import { type Channel, type ChannelHealth, type Output, reconnectChannel, testChannel } from '@fairlead/sdk'
import { Alert, Button, Group, Skeleton } from '@mantine/core'
import { IconPlugConnected, IconRefresh } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { client } from '../../api.ts'
import { describeError } from '../../describe-error.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { notifyDone } from '../../ui/notify.ts'
import { QueryView } from '../../ui/query-view.tsx'
import { dateTime, listTime } from '../inbox/time-text.ts'
import { useLocale } from '../inbox/use-locale.ts'
import { useNow } from '../inbox/use-now.ts'
import { useFailureText } from '../messages/use-failure-text.ts'
import classes from './health.module.css'
import { healthQuery, useKeepChannel } from './queries.ts'
import { accountOf } from './types.ts'

/** How a channel is doing, and ways to find out more: ask the provider, connect again. */
export function Health({ channel }: { channel: Channel }) {
  const health = useQuery(healthQuery(channel.id))
  return (
    <>
      <QueryView query={health} loading={<Skeleton height={120} />}>
        {(known) => <Facts health={known} account={accountOf(channel) || known.account} />}
      </QueryView>
      <Actions channel={channel} />
    </>
  )
}

type FactsProps = Readonly<{ health: ChannelHealth; account: string | null }>

function Facts({ health: { lastInAt, lastOutAt, lastError, waiting }, account }: FactsProps) {
  const { t } = useTranslation('channels')
  return (
    <dl className={classes.facts}>
      {account !== null && account !== '' && <Fact label={t('health.account')}>{account}</Fact>}
      <Fact label={t('health.lastIn')}>
        <When at={lastInAt} />
      </Fact>
      <Fact label={t('health.lastOut')}>
        <When at={lastOutAt} />
      </Fact>
      <Fact label={t('health.waiting')}>{waiting}</Fact>
      <Fact label={t('health.lastError')}>{lastError === null ? t('health.none') : <LastError {...lastError} />}</Fact>
    </dl>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function When({ at }: { at: string | null }) {
  const { t } = useTranslation('channels')
  const locale = useLocale()
  const now = useNow(60_000)
  if (at === null) return t('health.never')
  return (
    <time dateTime={at} title={dateTime(at, locale)}>
      {listTime(at, now, locale)}
    </time>
  )
}

function LastError({ at, code, detail }: NonNullable<ChannelHealth['lastError']>) {
  const failureText = useFailureText()
  return (
    <>
      <When at={at} /> · {failureText(code, detail)}
      <div className={classes.detail}>{detail}</div>
    </>
  )
}

type Tested = Output<typeof testChannel>

function Actions({ channel }: { channel: Channel }) {
  const { t } = useTranslation('channels')
  const cache = useQueryClient()
  const keepChannel = useKeepChannel()
  const params = { id: channel.id }
  const look = () => cache.invalidateQueries(healthQuery(channel.id))
  const test = useMutation({ mutationFn: () => client.call(testChannel, { params }), onSettled: look })
  const reconnect = useMutation({
    mutationFn: () => client.call(reconnectChannel, { params }),
    onSuccess(mended) {
      keepChannel(mended)
      notifyDone(t('health.reconnected'))
    },
    onSettled: look,
  })
  // The web chat has no provider that could be asked.
  if (channel.type === 'webchat') return null

  return (
    <>
      <Group gap="xs" mt="md">
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlugConnected size={15} aria-hidden />}
          loading={test.isPending}
          onClick={() => {
            reconnect.reset()
            test.mutate()
          }}
        >
          {t('health.test')}
        </Button>
        <Button
          variant={channel.status === 'broken' ? 'filled' : 'default'}
          size="xs"
          leftSection={<IconRefresh size={15} aria-hidden />}
          loading={reconnect.isPending}
          onClick={() => {
            test.reset()
            reconnect.mutate()
          }}
        >
          {t('health.reconnect')}
        </Button>
      </Group>
      <div role="status">
        {test.data && <TestResult tested={test.data} />}
        {(test.error ?? reconnect.error) && (
          <Alert color="red" mt="sm" title={t('health.refused')}>
            {describeError(test.error ?? reconnect.error)}
          </Alert>
        )}
      </div>
    </>
  )
}

function TestResult({ tested: { isChecked, name, problem } }: { tested: Tested }) {
  const { t } = useTranslation('channels')
  const failureText = useFailureText()
  if (problem !== null) {
    return (
      <Alert color="red" mt="sm" title={t('health.refused')}>
        {failureText(problem.code, problem.detail)}
        <div className={classes.detail}>{problem.detail}</div>
      </Alert>
    )
  }
  const text = name === null || name === '' ? t('health.testOk') : t('health.testOkAs', { name })
  return (
    <Alert color={isChecked ? 'teal' : 'gray'} mt="sm">
      {isChecked ? text : t('health.unchecked')}
    </Alert>
  )
}
