import { useTranslation } from '../../../i18n/use-translation.ts'
import { NewChannelForm, type NewFormProps } from '../new-channel-form.tsx'
import { SecretField } from '../secret-field.tsx'

export function NewLineForm(props: NewFormProps) {
  const { t } = useTranslation('channels')
  return (
    <NewChannelForm
      {...props}
      type="line"
      intro={t('line.intro')}
      settings={{}}
      secrets={{ channelSecret: '', accessToken: '' }}
      accountField="secrets.accessToken"
      submit={t('line.connect')}
    >
      {(fields) => (
        <>
          <SecretField
            fields={fields}
            name="channelSecret"
            label={t('line.channelSecret')}
            hint={t('line.channelSecretHint')}
          />
          <SecretField fields={fields} name="accessToken" label={t('accessToken')} hint={t('line.accessTokenHint')} />
        </>
      )}
    </NewChannelForm>
  )
}
