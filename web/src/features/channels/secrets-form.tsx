import { type Channel, patchChannel } from '@fairlead/sdk'
import { Fragment, useState } from 'react'
import { client } from '../../api.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ContractForm } from '../../ui/form/contract-form.tsx'
import { SaveButton } from '../../ui/form/save-button.tsx'
import { useContractForm } from '../../ui/form/use-contract-form.ts'
import { long } from '../../ui/form/widths.ts'
import { notifyDone } from '../../ui/notify.ts'
import { useKeepChannel } from './queries.ts'
import { RemoveSecret } from './remove-secret.tsx'
import { SecretInput } from './secret-input.tsx'

/** `isOptional`: the channel works without it, so it can be taken away again. */
export type SecretField = Readonly<{ name: string; label: string; hint: string; isOptional?: boolean }>
type Props = Readonly<{ channel: Channel; fields: readonly SecretField[] }>

/** Replaces what the provider gave us. What is stored is never shown; a field left empty keeps it. */
export function SecretsForm(props: Props) {
  // A new form after each replacement: nothing of a secret stays in the page.
  const [round, setRound] = useState(0)
  return <ReplaceSecrets key={round} {...props} onReplaced={() => setRound(round + 1)} />
}

function ReplaceSecrets({ channel, fields, onReplaced }: Props & Readonly<{ onReplaced: () => void }>) {
  const { t } = useTranslation('channels')
  const keepChannel = useKeepChannel()
  const empty: Readonly<Record<string, string>> = Object.fromEntries(fields.map(({ name }) => [name, '']))

  const contract = useContractForm({
    initialValues: { secrets: empty },
    // Each may be left empty here; the server checks what is sent.
    schema: { safeParse: () => ({ success: true }) },
    async save(values) {
      const secrets = Object.fromEntries(Object.entries(values.secrets).filter(([, value]) => value !== ''))
      keepChannel(await client.call(patchChannel, { params: { id: channel.id }, body: { secrets } }))
      notifyDone(t('secrets.saved'))
      onReplaced()
    },
  })
  const { form } = contract

  return (
    <ContractForm contract={contract} actions={<SaveButton form={form} label={t('secrets.replace')} />}>
      {fields.map(({ name, label, hint, isOptional = false }) => (
        <Fragment key={name}>
          <SecretInput
            label={label}
            description={hint}
            placeholder={t('secrets.keep')}
            {...long}
            {...form.getInputProps(`secrets.${name}`)}
          />
          {isOptional && <RemoveSecret channel={channel} name={name} label={label} />}
        </Fragment>
      ))}
    </ContractForm>
  )
}
