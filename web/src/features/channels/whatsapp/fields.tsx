import { useTranslation } from '../../../i18n/use-translation.ts'
import type { Fields } from '../fields.ts'
import { TextField } from '../text-field.tsx'

/** Which number it is, with where to find each. */
export function WhatsappFields({ fields }: { fields: Fields }) {
  const { t } = useTranslation('channels')
  return (
    <>
      <TextField
        fields={fields}
        path="settings.displayPhoneNumber"
        label={t('whatsapp.displayPhoneNumber')}
        hint={t('whatsapp.displayPhoneNumberHint')}
        placeholder="+46 70 123 45 67"
      />
      <TextField
        fields={fields}
        path="settings.phoneNumberId"
        label={t('whatsapp.phoneNumberId')}
        hint={t('whatsapp.phoneNumberIdHint')}
        isNumeric
      />
      <TextField
        fields={fields}
        path="settings.businessAccountId"
        label={t('whatsapp.businessAccountId')}
        hint={t('whatsapp.businessAccountIdHint')}
        isNumeric
      />
    </>
  )
}
