import { Stack, Title } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { LoginForm } from '../features/session/login-form.tsx'
import { nextPath } from '../features/session/next-path.ts'
import { CenteredPage } from '../ui/centered-page.tsx'

export function LoginPage() {
  const { t } = useTranslation('session')
  const { next } = useSearch({ from: '/login' })
  const cache = useQueryClient()
  const router = useRouter()

  async function goOn() {
    cache.clear()
    await router.navigate({ href: nextPath(next), replace: true })
  }

  return (
    <CenteredPage>
      <Stack>
        <Title order={1}>{t('login.title')}</Title>
        <LoginForm onSignedIn={goOn} />
      </Stack>
    </CenteredPage>
  )
}
