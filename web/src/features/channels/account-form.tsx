import { type Channel, channelTypes } from '@fairlead/sdk'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ContractForm } from '../../ui/form/contract-form.tsx'
import { SaveButton } from '../../ui/form/save-button.tsx'
import { type Fields, fieldsOf } from './fields.ts'
import { useSettingsForm } from './use-settings-form.ts'

type Props = Readonly<{
  channel: Channel
  /** Better words for fields with a format of their own, by the setting's path. */
  formats?: Readonly<Record<string, string>>
  children(fields: Fields): ReactNode
}>

/** The settings of a connected channel. */
export function AccountForm({ channel, formats = {}, children }: Props) {
  const { t } = useTranslation('channels')
  const settings: Readonly<Record<string, unknown>> = channel.settings
  const contract = useSettingsForm({
    channel,
    initialValues: settings,
    schema: channelTypes[channel.type].settings,
    formats,
    saved: t('saved'),
  })

  return (
    <ContractForm contract={contract} actions={<SaveButton form={contract.form} />}>
      {children(fieldsOf(contract.form))}
    </ContractForm>
  )
}
