import { useTranslation } from 'react-i18next'
import { NewChannelForm, type NewFormProps } from '../new-channel-form.tsx'
import { SecretField } from '../secret-field.tsx'
import { InstagramFields } from './fields.tsx'

export function NewInstagramForm(props: NewFormProps) {
  const { t } = useTranslation(['channels', 'common'])
  return (
    <NewChannelForm
      {...props}
      type="instagram"
      intro={t('instagram.intro')}
      settings={{ accountId: '', username: '', login: 'instagram', pageId: '', hasHumanAgent: false }}
      secrets={{ accessToken: '', appSecret: '' }}
      formats={{
        'settings.accountId': t('common:validation.digits'),
        'settings.pageId': t('common:validation.digits'),
      }}
      accountField="settings.accountId"
      submit={t('instagram.connect')}
    >
      {(fields) => (
        <>
          <InstagramFields fields={fields} />
          <SecretField
            fields={fields}
            name="accessToken"
            label={t('accessToken')}
            hint={t('instagram.accessTokenHint')}
          />
          <SecretField fields={fields} name="appSecret" label={t('appSecret')} hint={t('instagram.appSecretHint')} />
        </>
      )}
    </NewChannelForm>
  )
}
