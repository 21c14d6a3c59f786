import { ApiError } from '@fairlead/sdk'
import { Anchor, Modal, Stack, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { session } from '../../api.ts'
import { describeError } from '../../describe-error.ts'
import { LoginForm } from './login-form.tsx'
import { meQuery, useMe } from './queries.ts'

/**
 * Asks for the password again, on the spot, when the session has ended: sending people to the log-in page would throw
 * away what they were writing.
 */
export function SessionEnded() {
  const { t } = useTranslation('session')
  const { member } = useMe()
  const cache = useQueryClient()
  const [isEnded, setIsEnded] = useState(false)

  useEffect(() => {
    const notice = () => setIsEnded(true)
    session.addEventListener('ended', notice)
    return () => session.removeEventListener('ended', notice)
  }, [])

  async function goOn() {
    try {
      await cache.fetchQuery({ ...meQuery, staleTime: 0 })
    } catch (error) {
      const isNobody = error instanceof ApiError && error.code === 'unauthenticated'
      return isNobody ? t('login.noWorkspace') : describeError(error)
    }
    setIsEnded(false)
    session.dispatchEvent(new Event('resumed'))
    await cache.invalidateQueries()
    return null
  }

  return (
    <Modal
      opened={isEnded}
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
