import { Button, Center, Stack, Text, Title } from '@mantine/core'
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { describeError } from '../describe-error.ts'

export function ErrorPage({ error, reset }: ErrorComponentProps) {
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
