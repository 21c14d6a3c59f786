import { useTranslation } from 'react-i18next'
import { NewChannelForm, type NewFormProps } from '../new-channel-form.tsx'
import { SecretField } from '../secret-field.tsx'
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
          <SecretField
            fields={fields}
            name="accessToken"
            label={t('accessToken')}
            hint={t('whatsapp.accessTokenHint')}
          />
          <SecretField fields={fields} name="appSecret" label={t('appSecret')} hint={t('whatsapp.appSecretHint')} />
        </>
      )}
    </NewChannelForm>
  )
}
