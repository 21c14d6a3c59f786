import { useTranslation } from '../../../i18n/use-translation.ts'
import type { SecretField } from '../secrets-form.tsx'

export function useTiktokSecrets(): readonly SecretField[] {
  const { t } = useTranslation('channels')
  return [
    { name: 'appId', label: t('tiktok.appId'), hint: t('tiktok.appIdHint') },
    { name: 'appSecret', label: t('appSecret'), hint: t('tiktok.appSecretHint') },
    { name: 'accessToken', label: t('accessToken'), hint: t('tiktok.accessTokenHint') },
    { name: 'refreshToken', label: t('tiktok.refreshToken'), hint: t('tiktok.refreshTokenHint') },
  ]
}
