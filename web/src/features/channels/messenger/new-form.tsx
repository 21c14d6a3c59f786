import { useTranslation } from 'react-i18next'
import { NewChannelForm, type NewFormProps } from '../new-channel-form.tsx'
import { SecretField } from '../secret-field.tsx'
import { MessengerFields } from './fields.tsx'

export function NewMessengerForm(props: NewFormProps) {
  const { t } = useTranslation(['channels', 'common'])
  return (
    <NewChannelForm
      {...props}
      type="messenger"
      intro={t('messenger.intro')}
      settings={{ pageId: '', pageName: '', hasHumanAgent: false }}
      secrets={{ accessToken: '', appSecret: '' }}
      formats={{ 'settings.pageId': t('common:validation.digits') }}
      accountField="settings.pageId"
      submit={t('messenger.connect')}
    >
      {(fields) => (
        <>
          <MessengerFields fields={fields} />
          <SecretField
            fields={fields}
            name="accessToken"
            label={t('accessToken')}
            hint={t('messenger.accessTokenHint')}
          />
          <SecretField fields={fields} name="appSecret" label={t('appSecret')} hint={t('messenger.appSecretHint')} />
        </>
      )}
    </NewChannelForm>
  )
}
