import { type Channel, patchChannel, whatsappSettings } from '@fairlead/sdk'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '../../api.ts'
import { ContractForm } from '../../ui/form/contract-form.tsx'
import { SaveButton } from '../../ui/form/save-button.tsx'
import { useContractForm } from '../../ui/form/use-contract-form.ts'
import { long } from '../../ui/form/widths.ts'
import { notifyDone } from '../../ui/notify.ts'
import { useKeepChannel } from './queries.ts'
import { SecretInput } from './secret-input.tsx'
import { useSettingsForm } from './use-settings-form.ts'
import { WhatsappAccountFields } from './whatsapp-account-fields.tsx'

export type Whatsapp = Extract<Channel, { type: 'whatsapp' }>

export function WhatsappAccountForm({ channel }: { channel: Whatsapp }) {
  const { t } = useTranslation(['settings', 'common'])
  const contract = useSettingsForm({
    channel,
    initialValues: channel.settings,
    schema: whatsappSettings,
    formats: {
      phoneNumberId: t('common:validation.digits'),
      businessAccountId: t('common:validation.digits'),
    },
    saved: t('channels.saved'),
  })

  return (
    <ContractForm contract={contract} actions={<SaveButton form={contract.form} />}>
      <WhatsappAccountFields fieldOf={(name) => contract.form.getInputProps(`settings.${name}`)} />
    </ContractForm>
  )
}

export function WhatsappSecretsForm({ channel }: { channel: Whatsapp }) {
  // A new form after each replacement: nothing of a secret stays in the page.
  const [round, setRound] = useState(0)
  return <ReplaceSecrets key={round} channel={channel} onReplaced={() => setRound(round + 1)} />
}

function ReplaceSecrets({ channel, onReplaced }: { channel: Whatsapp; onReplaced: () => void }) {
  const { t } = useTranslation('settings')
  const keepChannel = useKeepChannel()

  const contract = useContractForm({
    initialValues: { secrets: { accessToken: '', appSecret: '' } },
    // Each may be left empty here; the server checks what is sent.
    schema: { safeParse: () => ({ success: true }) },
    async save({ secrets: { accessToken, appSecret } }) {
      const secrets = { ...(accessToken && { accessToken }), ...(appSecret && { appSecret }) }
      keepChannel(await client.call(patchChannel, { params: { id: channel.id }, body: { secrets } }))
      notifyDone(t('whatsapp.secretsSaved'))
      onReplaced()
    },
  })
  const { form } = contract

  return (
    <ContractForm contract={contract} actions={<SaveButton form={form} label={t('whatsapp.replace')} />}>
      <SecretInput
        label={t('whatsapp.newAccessToken')}
        description={t('whatsapp.accessTokenHint')}
        {...long}
        {...form.getInputProps('secrets.accessToken')}
      />
      <SecretInput
        label={t('whatsapp.newAppSecret')}
        description={t('whatsapp.appSecretHint')}
        {...long}
        {...form.getInputProps('secrets.appSecret')}
      />
    </ContractForm>
  )
}
