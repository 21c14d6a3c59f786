import { Center, Loader } from '@mantine/core'
import { useTranslation } from '../i18n/use-translation.ts'

export function PendingPage() {
  const { t } = useTranslation()
  return (
    <Center h="100%" mih={200} role="status" aria-label={t('loading')}>
      <Loader size="sm" type="dots" />
    </Center>
  )
}
