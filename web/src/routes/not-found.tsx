import { Center, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from '../i18n/use-translation.ts'
import { LinkButton } from '../ui/link-button.tsx'

export function NotFoundPage() {
  const { t } = useTranslation()
  return (
    <Center component="main" h="100%" mih={320} p="lg">
      <Stack maw={420} align="flex-start">
        <Title order={1}>{t('notFound.title')}</Title>
        <Text>{t('notFound.text')}</Text>
        <LinkButton to="/">{t('notFound.home')}</LinkButton>
      </Stack>
    </Center>
  )
}
