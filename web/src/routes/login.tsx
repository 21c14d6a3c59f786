import { Stack, Title } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { loadMe } from '../features/session/load-me.ts'
import { LoginForm } from '../features/session/login-form.tsx'
import { nextPath } from '../features/session/next-path.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { CenteredPage } from '../ui/centered-page.tsx'

export function LoginPage() {
  const { t } = useTranslation('session')
  const { next } = useSearch({ from: '/login' })
  const cache = useQueryClient()
  const router = useRouter()

  async function goOn() {
    cache.clear()
    if ((await loadMe()) === null) return t('login.noWorkspace')
    await router.navigate({ href: nextPath(next), replace: true })
    return null
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
