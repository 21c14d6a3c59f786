import { useTranslation } from '../../../i18n/use-translation.ts'
import { NewChannelForm, type NewFormProps } from '../new-channel-form.tsx'
import { SecretField } from '../secret-field.tsx'
import { TiktokFields } from './fields.tsx'
import { useTiktokSecrets } from './secrets.ts'

export function NewTiktokForm(props: NewFormProps) {
  const { t } = useTranslation('channels')
  const secrets = useTiktokSecrets()
  return (
    <NewChannelForm
      {...props}
      type="tiktok"
      intro={t('tiktok.intro')}
      settings={{ businessId: '', username: '' }}
      secrets={{ appId: '', appSecret: '', accessToken: '', refreshToken: '' }}
      accountField="settings.businessId"
      submit={t('tiktok.connect')}
    >
      {(fields) => (
        <>
          <TiktokFields fields={fields} />
          {secrets.map((secret) => (
            <SecretField key={secret.name} fields={fields} {...secret} />
          ))}
        </>
      )}
    </NewChannelForm>
  )
}
