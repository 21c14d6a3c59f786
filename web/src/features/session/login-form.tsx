import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useRef, useState } from 'react'
import { describeError } from '../../describe-error.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { formatDuration } from './format-duration.ts'
import { type SignInOutcome, signIn } from './sign-in.ts'

type Props = Readonly<{
  /** Given: it must be this person. */
  email?: string
  /** Goes on, or answers why that is not possible. */
  onSignedIn: () => Promise<string | null>
}>

/** Asks who somebody is. */
export function LoginForm({ email, onSignedIn }: Props) {
  const { t } = useTranslation('session')
  const [failure, setFailure] = useState<string | null>(null)
  const [isSending, setIsSending] = useState(false)
  const password = useRef<HTMLInputElement>(null)

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    setIsSending(true)
    setFailure(null)
    try {
      const outcome = await signIn(String(fields.get('email')).trim(), String(fields.get('password')))
      if (outcome.kind === 'signed_in') {
        setFailure(await onSignedIn())
      } else {
        setFailure(wordsOf(outcome))
        password.current?.select()
      }
    } catch (error) {
      setFailure(describeError(error))
    } finally {
      setIsSending(false)
    }
  }

  function wordsOf(outcome: Exclude<SignInOutcome, { kind: 'signed_in' }>): string {
    switch (outcome.kind) {
      case 'refused':
        return t('login.refused')
      case 'limited':
        return outcome.retryAfterS === null
          ? t('login.limitedUnknown')
          : t('login.limited', { duration: formatDuration(outcome.retryAfterS) })
      case 'failed':
        return t('login.failed', { status: outcome.status })
    }
  }

  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          name="email"
          type="email"
          label={t('login.email')}
          autoComplete="username"
          required
          withAsterisk={false}
          autoFocus={email === undefined}
          {...(email === undefined ? {} : { defaultValue: email, readOnly: true })}
        />
        <PasswordInput
          ref={password}
          name="password"
          label={t('login.password')}
          autoComplete="current-password"
          required
          withAsterisk={false}
          data-autofocus
        />
        {failure !== null && (
          <Alert color="red" role="alert">
            {failure}
          </Alert>
        )}
        <Button type="submit" loading={isSending} fullWidth>
          {t('login.submit')}
        </Button>
      </Stack>
    </form>
  )
}
