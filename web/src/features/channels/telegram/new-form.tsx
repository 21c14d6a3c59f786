import { useTranslation } from '../../../i18n/use-translation.ts'
import { NewChannelForm, type NewFormProps } from '../new-channel-form.tsx'
import { SecretField } from '../secret-field.tsx'

export function NewTelegramForm(props: NewFormProps) {
  const { t } = useTranslation('channels')
  return (
    <NewChannelForm
      {...props}
      type="telegram"
      intro={t('telegram.intro')}
      settings={{}}
      secrets={{ botToken: '' }}
      formats={{ 'secrets.botToken': t('telegram.botTokenFormat') }}
      accountField="secrets.botToken"
      submit={t('telegram.connect')}
    >
      {(fields) => (
        <SecretField fields={fields} name="botToken" label={t('telegram.botToken')} hint={t('telegram.botTokenHint')} />
      )}
    </NewChannelForm>
  )
}
