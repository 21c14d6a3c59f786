import { type Channel, channelTypes } from '@fairlead/sdk'
import type { ReactNode } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ContractForm } from '../../ui/form/contract-form.tsx'
import type { Schema } from '../../ui/form/field-errors.ts'
import { SaveButton } from '../../ui/form/save-button.tsx'
import { type Fields, fieldsOf } from './fields.ts'
import { useSettingsForm } from './use-settings-form.ts'

type Props = Readonly<{
  channel: Channel
  /** Those that stand in this form, where a type has several; the others stay as they are. */
  names?: readonly string[]
  /** Better words for fields with a format of their own, by the setting's path. */
  formats?: Readonly<Record<string, string>>
  children(fields: Fields): ReactNode
}>

/** The settings of a connected channel. */
export function AccountForm({ channel, names, formats = {}, children }: Props) {
  const { t } = useTranslation('channels')
  const settings: Readonly<Record<string, unknown>> = channel.settings
  const schema: Schema = channelTypes[channel.type].settings
  const contract = useSettingsForm({
    channel,
    initialValues: Object.fromEntries(Object.entries(settings).filter(([name]) => names?.includes(name) ?? true)),
    schema: { safeParse: (values) => schema.safeParse({ ...settings, ...Object(values) }) },
    formats,
    saved: t('saved'),
  })

  return (
    <ContractForm contract={contract} actions={<SaveButton form={contract.form} />}>
      {children(fieldsOf(contract.form))}
    </ContractForm>
  )
}
