import { type Output, testWebhook, type Webhook } from '@fairlead/sdk'
import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { IconSend } from '@tabler/icons-react'
import { useState } from 'react'
import { client } from '../../api.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { notifyError } from '../../ui/notify.ts'
import classes from './webhooks.module.css'

type Told = Output<typeof testWebhook>

/** Sends a `ping` and shows what came of it. */
export function TestWebhook({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation('webhooks')
  const [isBusy, setBusy] = useState(false)
  const [told, setTold] = useState<Told | null>(null)

  async function send() {
    setBusy(true)
    setTold(null)
    try {
      setTold(await client.call(testWebhook, { params: { id: webhook.id } }))
    } catch (error) {
      notifyError(error)
    } finally {
      setBusy(false)
    }
  }

  return (
    <Stack gap="xs">
      <Group gap="sm">
        <Button variant="default" leftSection={<IconSend size={16} />} onClick={send} loading={isBusy}>
          {t('test')}
        </Button>
        <Text fz={13} c="dimmed">
          {t('testHint')}
        </Text>
      </Group>
      <div role="status">{told && <Result told={told} />}</div>
    </Stack>
  )
}

function Result({ told: { status, answer, ms } }: { told: Told }) {
  const { t } = useTranslation('webhooks')
  if (status === null) return <Alert color="red">{t('testFailed', { reason: answer })}</Alert>

  const isDelivered = status >= 200 && status < 300
  return (
    <Alert color={isDelivered ? 'teal' : 'red'}>
      {t(isDelivered ? 'testDelivered' : 'testRefused', { status, ms })}
      {answer !== '' && (
        <>
          <Text fz={13} mt={6}>
            {t('answerWas')}
          </Text>
          <pre className={classes.code}>{answer}</pre>
        </>
      )}
    </Alert>
  )
}
