import { useTranslation } from '../../../i18n/use-translation.ts'
import type { Fields } from '../fields.ts'
import { TextField } from '../text-field.tsx'

export function SmsFields({ fields }: { fields: Fields }) {
  const { t } = useTranslation('channels')
  return (
    <>
      <TextField
        fields={fields}
        path="settings.accountSid"
        label={t('sms.accountSid')}
        hint={t('sms.accountSidHint')}
      />
      <TextField
        fields={fields}
        path="settings.number"
        label={t('sms.number')}
        hint={t('sms.numberHint')}
        placeholder="+12065550123"
      />
      <TextField
        fields={fields}
        path="settings.messagingServiceSid"
        label={t('sms.messagingServiceSid')}
        hint={t('sms.messagingServiceSidHint')}
      />
    </>
  )
}
