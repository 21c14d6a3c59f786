import { useTranslation } from '../../../i18n/use-translation.ts'
import { MetaSecretFields } from '../meta/secrets.tsx'
import { NewChannelForm, type NewFormProps } from '../new-channel-form.tsx'
import { WhatsappFields } from './fields.tsx'

export function NewWhatsappForm(props: NewFormProps) {
  const { t } = useTranslation(['channels', 'common'])
  return (
    <NewChannelForm
      {...props}
      type="whatsapp"
      intro={t('whatsapp.intro')}
      settings={{ phoneNumberId: '', businessAccountId: '', displayPhoneNumber: '' }}
      secrets={{ accessToken: '', appSecret: '' }}
      formats={{
        'settings.phoneNumberId': t('common:validation.digits'),
        'settings.businessAccountId': t('common:validation.digits'),
      }}
      accountField="settings.phoneNumberId"
      submit={t('whatsapp.connect')}
    >
      {(fields) => (
        <>
          <WhatsappFields fields={fields} />
          <MetaSecretFields fields={fields} type="whatsapp" />
        </>
      )}
    </NewChannelForm>
  )
}
