import { useTranslation } from '../../../i18n/use-translation.ts'
import { NewChannelForm, type NewFormProps } from '../new-channel-form.tsx'
import { SecretField } from '../secret-field.tsx'
import { SmsFields } from './fields.tsx'

export function NewSmsForm(props: NewFormProps) {
  const { t } = useTranslation('channels')
  return (
    <NewChannelForm
      {...props}
      type="sms"
      intro={t('sms.intro')}
      settings={{ accountSid: '', number: '', messagingServiceSid: '' }}
      secrets={{ authToken: '' }}
      formats={{
        'settings.accountSid': t('sms.accountSidFormat'),
        'settings.number': t('sms.numberFormat'),
        'settings.messagingServiceSid': t('sms.messagingServiceSidFormat'),
        'secrets.authToken': t('sms.authTokenFormat'),
      }}
      accountField="settings.number"
      submit={t('sms.connect')}
    >
      {(fields) => (
        <>
          <SmsFields fields={fields} />
          <SecretField fields={fields} name="authToken" label={t('sms.authToken')} hint={t('sms.authTokenHint')} />
        </>
      )}
    </NewChannelForm>
  )
}
