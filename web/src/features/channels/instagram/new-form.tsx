import { useTranslation } from '../../../i18n/use-translation.ts'
import { MetaSecretFields } from '../meta/secrets.tsx'
import { NewChannelForm, type NewFormProps } from '../new-channel-form.tsx'
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
          <MetaSecretFields fields={fields} type="instagram" />
        </>
      )}
    </NewChannelForm>
  )
}
