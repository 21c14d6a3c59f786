import { useTranslation } from '../../../i18n/use-translation.ts'
import type { SecretField } from '../secrets-form.tsx'

/** What one logs in with, by the kind of log-in. */
export function useEmailSecrets(auth: unknown): readonly SecretField[] {
  const { t } = useTranslation('channels')
  return auth === 'oauth2'
    ? [
        { name: 'clientSecret', label: t('email.clientSecret'), hint: t('email.clientSecretHint') },
        { name: 'refreshToken', label: t('email.refreshToken'), hint: t('email.refreshTokenHint') },
      ]
    : [{ name: 'password', label: t('email.password'), hint: t('email.passwordHint') }]
}
