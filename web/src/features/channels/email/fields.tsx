import { Input, SegmentedControl, Select, TagsInput } from '@mantine/core'
import { useRef } from 'react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { medium } from '../../../ui/form/widths.ts'
import type { Fields } from '../fields.ts'
import { TextField } from '../text-field.tsx'
import { presetNames, presetOf, presets } from './presets.ts'
import { ServerFields } from './server-fields.tsx'

/** How the mailbox is reached: its servers, and what one logs in with. */
export function MailboxFields({ fields }: { fields: Fields }) {
  const { t } = useTranslation('channels')
  const preset = presetOf(fields.valueOf('settings.imap.host'))
  const folders = fields.of('settings.imap.folders')

  function fill(chosen: string | null) {
    const name = presetNames.find((one) => one === chosen)
    for (const server of ['imap', 'smtp'] as const) {
      const { host, port, security } = name ? presets[name][server] : { host: '', port: 993, security: 'tls' as const }
      fields.set(`settings.${server}.host`, host)
      fields.set(`settings.${server}.port`, name === undefined && server === 'smtp' ? 465 : port)
      fields.set(`settings.${server}.security`, security)
    }
    if (name && fields.valueOf('settings.auth') === 'oauth2')
      fields.set('settings.oauth.tokenUrl', presets[name].tokenUrl)
  }

  return (
    <>
      <Select
        label={t('email.preset')}
        description={t('email.presetHint')}
        {...medium}
        data={[...presetNames, 'other' as const].map((value) => ({ value, label: t(`email.presets.${value}`) }))}
        allowDeselect={false}
        value={preset ?? 'other'}
        onChange={fill}
      />
      <ServerFields fields={fields} server="imap" />
      <TagsInput
        label={t('email.folders')}
        description={t('email.foldersHint')}
        placeholder={t('email.foldersPlaceholder')}
        {...medium}
        acceptValueOnBlur
        {...folders}
        error={fields.errorWithin('settings.imap.folders')}
      />
      <ServerFields fields={fields} server="smtp" />
      <TextField
        fields={fields}
        path="settings.sentFolder"
        label={t('email.sentFolder')}
        hint={t('email.sentFolderHint')}
      />
      <LoginFields fields={fields} />
    </>
  )
}

function LoginFields({ fields }: { fields: Fields }) {
  const { t } = useTranslation('channels')
  const auth = fields.valueOf('settings.auth') === 'oauth2' ? 'oauth2' : 'password'
  // Whoever goes back and forth finds what they had typed.
  const left = useRef<unknown>(null)

  function choose(next: string) {
    const preset = presetOf(fields.valueOf('settings.imap.host'))
    const fresh = { tokenUrl: preset ? presets[preset].tokenUrl : '', clientId: '' }
    if (next === 'password') left.current = fields.valueOf('settings.oauth')
    fields.set('settings.oauth', next === 'oauth2' ? (left.current ?? fresh) : null)
    fields.set('settings.auth', next)
  }

  return (
    <>
      <Input.Wrapper label={t('email.auth')} labelElement="div">
        <div>
          <SegmentedControl
            aria-label={t('email.auth')}
            data={[
              { value: 'password', label: t('email.auths.password') },
              { value: 'oauth2', label: t('email.auths.oauth2') },
            ]}
            value={auth}
            onChange={choose}
          />
        </div>
      </Input.Wrapper>
      {auth === 'oauth2' && (
        <>
          <TextField
            fields={fields}
            path="settings.oauth.tokenUrl"
            label={t('email.tokenUrl')}
            hint={t('email.tokenUrlHint')}
          />
          <TextField
            fields={fields}
            path="settings.oauth.clientId"
            label={t('email.clientId')}
            hint={t('email.clientIdHint')}
          />
        </>
      )}
    </>
  )
}
