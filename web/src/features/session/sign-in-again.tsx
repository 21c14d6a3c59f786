import { ApiError } from '@fairlead/sdk'
import { Anchor, Modal, Stack, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { session } from '../../api.ts'
import { describeError } from '../../describe-error.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { LoginForm } from './login-form.tsx'
import { meQuery, useMe } from './queries.ts'

/** Lies above everything until the same person is signed in again. */
export function SignInAgain({ onSignedIn }: { onSignedIn(): void }) {
  const { t } = useTranslation('session')
  const { member } = useMe()
  const cache = useQueryClient()

  async function goOn() {
    try {
      await cache.fetchQuery({ ...meQuery, staleTime: 0 })
    } catch (error) {
      const isNobody = error instanceof ApiError && error.code === 'unauthenticated'
      return isNobody ? t('login.noWorkspace') : describeError(error)
    }
    onSignedIn()
    session.dispatchEvent(new Event('resumed'))
    await cache.invalidateQueries()
    return null
  }

  return (
    <Modal
      opened
      onClose={() => undefined}
      title={t('ended.title')}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      size="sm"
    >
      <Stack>
        <Text>{t('ended.text')}</Text>
        <LoginForm email={member.email} onSignedIn={goOn} />
        <Anchor href="/login" fz={13} ta="center">
          {t('ended.other')}
        </Anchor>
      </Stack>
    </Modal>
  )
}
