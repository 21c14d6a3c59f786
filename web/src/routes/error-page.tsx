import { Button, Center, Stack, Text, Title } from '@mantine/core'
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import { describeError } from '../describe-error.ts'
import { Unreachable } from '../features/session/unreachable.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { OfflinePage } from './offline-page.tsx'

export function ErrorPage({ error, reset }: ErrorComponentProps) {
  return error instanceof Unreachable ? <OfflinePage onBack={reset} /> : <Failed error={error} reset={reset} />
}

function Failed({ error, reset }: Pick<ErrorComponentProps, 'error' | 'reset'>) {
  const { t } = useTranslation()
  const router = useRouter()

  async function tryAgain() {
    await router.invalidate()
    reset()
  }

  return (
    <Center h="100%" mih={320} p="lg">
      <Stack maw={420} align="flex-start" role="alert">
        <Title order={1}>{t('errorPage.title')}</Title>
        <Text>{describeError(error)}</Text>
        <Button onClick={tryAgain}>{t('tryAgain')}</Button>
      </Stack>
    </Center>
  )
}
