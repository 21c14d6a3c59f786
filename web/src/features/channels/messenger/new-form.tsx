import { useTranslation } from '../../../i18n/use-translation.ts'
import { MetaSecretFields } from '../meta/secrets.tsx'
import { NewChannelForm, type NewFormProps } from '../new-channel-form.tsx'
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
          <MetaSecretFields fields={fields} type="messenger" />
        </>
      )}
    </NewChannelForm>
  )
}
