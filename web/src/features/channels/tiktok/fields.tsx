import { useTranslation } from '../../../i18n/use-translation.ts'
import type { Fields } from '../fields.ts'
import { TextField } from '../text-field.tsx'

export function TiktokFields({ fields }: { fields: Fields }) {
  const { t } = useTranslation('channels')
  return (
    <>
      <TextField
        fields={fields}
        path="settings.businessId"
        label={t('tiktok.businessId')}
        hint={t('tiktok.businessIdHint')}
      />
      <TextField
        fields={fields}
        path="settings.username"
        label={t('tiktok.username')}
        hint={t('tiktok.usernameHint')}
      />
    </>
  )
}
