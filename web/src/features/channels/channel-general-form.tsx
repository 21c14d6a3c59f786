import { type Channel, patchChannel } from '@fairlead/sdk'
import { TextInput } from '@mantine/core'
import { client } from '../../api.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ContractForm } from '../../ui/form/contract-form.tsx'
import { SaveButton } from '../../ui/form/save-button.tsx'
import { useContractForm } from '../../ui/form/use-contract-form.ts'
import { medium } from '../../ui/form/widths.ts'
import { notifyDone } from '../../ui/notify.ts'
import { useKeepChannel } from './queries.ts'
import { TeamSelect } from './team-select.tsx'

/** What every channel has: a name and a team. */
export function ChannelGeneralForm({ channel }: { channel: Channel }) {
  const { t } = useTranslation('settings')
  const keepChannel = useKeepChannel()

  const contract = useContractForm({
    initialValues: { name: channel.name, teamId: channel.teamId },
    schema: patchChannel.body,
    async save(values) {
      keepChannel(await client.call(patchChannel, { params: { id: channel.id }, body: values }))
      notifyDone(t('channels.saved'))
    },
  })
  const { form } = contract

  return (
    <ContractForm contract={contract} actions={<SaveButton form={form} />}>
      <TextInput
        label={t('channels.name')}
        description={t('channels.nameHint')}
        {...medium}
        {...form.getInputProps('name')}
      />
      <TeamSelect
        value={form.values.teamId}
        onChange={(teamId) => form.setFieldValue('teamId', teamId)}
        error={form.errors.teamId}
      />
    </ContractForm>
  )
}
