import { webchatSettings } from '@fairlead/sdk'
import { TagsInput } from '@mantine/core'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { ContractForm } from '../../../ui/form/contract-form.tsx'
import { SaveButton } from '../../../ui/form/save-button.tsx'
import { long } from '../../../ui/form/widths.ts'
import { fieldsOf } from '../fields.ts'
import type { ChannelOf } from '../types.ts'
import { useSettingsForm } from '../use-settings-form.ts'
import { WebchatLookFields } from './look-fields.tsx'

export function WebchatLookForm({ channel }: { channel: ChannelOf<'webchat'> }) {
  const { t } = useTranslation(['channels', 'common'])
  const { title, greeting, color } = channel.settings
  const contract = useSettingsForm({
    channel,
    initialValues: { title, greeting, color },
    schema: webchatSettings.pick({ title: true, greeting: true, color: true }),
    formats: { color: t('common:validation.color') },
    saved: t('saved'),
  })
  const { form } = contract

  return (
    <ContractForm contract={contract} actions={<SaveButton form={form} />}>
      <WebchatLookFields fields={fieldsOf(form)} />
    </ContractForm>
  )
}

export function WebchatOriginsForm({ channel }: { channel: ChannelOf<'webchat'> }) {
  const { t } = useTranslation(['channels', 'common'])
  const contract = useSettingsForm({
    channel,
    initialValues: { trustedOrigins: [...channel.settings.trustedOrigins] },
    schema: webchatSettings.pick({ trustedOrigins: true }),
    formats: { trustedOrigins: t('common:validation.origin') },
    saved: t('webchat.originsSaved'),
  })
  const { form } = contract
  // The complaint is about one of them; the field shows all.
  const error = Object.entries(form.errors).find(([path]) => path.startsWith('settings.trustedOrigins'))?.[1]

  return (
    <ContractForm contract={contract} actions={<SaveButton form={form} />}>
      <TagsInput
        label={t('webchat.originsLabel')}
        placeholder={form.values.settings.trustedOrigins.length === 0 ? t('webchat.originsPlaceholder') : ''}
        {...long}
        splitChars={[',', ' ']}
        acceptValueOnBlur
        value={form.values.settings.trustedOrigins}
        onChange={(origins) => {
          form.clearErrors()
          form.setFieldValue('settings.trustedOrigins', origins.map(withoutPath))
        }}
        error={error}
      />
    </ContractForm>
  )
}

// People paste addresses of pages; what counts is where they begin.
function withoutPath(address: string): string {
  return URL.canParse(address) && /^https?:/.test(address) ? new URL(address).origin : address
}
