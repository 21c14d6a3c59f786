import { TextInput } from '@mantine/core'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { medium } from '../../../ui/form/widths.ts'
import type { Fields } from '../fields.ts'
import { NewChannelForm, type NewFormProps } from '../new-channel-form.tsx'
import { SecretField } from '../secret-field.tsx'
import { MailboxFields } from './fields.tsx'
import { useEmailSecrets } from './secrets.ts'
import { SenderField } from './writing-fields.tsx'

export function NewEmailForm(props: NewFormProps) {
  const { t } = useTranslation('channels')
  return (
    <NewChannelForm
      {...props}
      type="email"
      intro={t('email.intro')}
      settings={{
        address: '',
        senderName: '',
        imap: { host: '', port: 993, security: 'tls', user: '', folders: ['INBOX'] },
        smtp: { host: '', port: 465, security: 'tls', user: '' },
        signature: '',
        auth: 'password',
        oauth: null,
        sentFolder: '',
      }}
      secrets={{ password: '', clientSecret: '', refreshToken: '' }}
      formats={{ 'settings.imap.host': t('email.hostFormat'), 'settings.smtp.host': t('email.hostFormat') }}
      accountField="settings.address"
      submit={t('email.connect')}
    >
      {(fields) => (
        <>
          <AddressField fields={fields} />
          <SenderField fields={fields} />
          <MailboxFields fields={fields} />
          <LoginSecrets fields={fields} />
        </>
      )}
    </NewChannelForm>
  )
}

/** Most people log in with the address: what is typed here is the user's name too, until that is another. */
function AddressField({ fields }: { fields: Fields }) {
  const { t } = useTranslation('channels')
  const { onChange: _, ...field } = fields.of('settings.address')

  function change(address: string) {
    for (const server of ['imap', 'smtp']) {
      const path = `settings.${server}.user`
      if (fields.valueOf(path) === fields.valueOf('settings.address')) fields.set(path, address)
    }
    fields.set('settings.address', address)
  }

  return (
    <TextInput
      type="email"
      label={t('email.address')}
      description={t('email.addressHint')}
      placeholder="support@example.com"
      autoComplete="off"
      {...medium}
      {...field}
      onChange={(event) => change(event.currentTarget.value)}
    />
  )
}

function LoginSecrets({ fields }: { fields: Fields }) {
  const secrets = useEmailSecrets(fields.valueOf('settings.auth'))
  return secrets.map((secret) => <SecretField key={secret.name} fields={fields} {...secret} />)
}
