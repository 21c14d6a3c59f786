import { type Channel, patchChannel } from '@fairlead/sdk'
import { NumberInput } from '@mantine/core'
import { client } from '../../api.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ContractForm } from '../../ui/form/contract-form.tsx'
import { CountInput } from '../../ui/form/count-input.tsx'
import { LimitInput } from '../../ui/form/limit-input.tsx'
import { SaveButton } from '../../ui/form/save-button.tsx'
import { useContractForm } from '../../ui/form/use-contract-form.ts'
import { short } from '../../ui/form/widths.ts'
import { notifyDone } from '../../ui/notify.ts'
import { useMe } from '../session/queries.ts'
import { useKeepChannel } from './queries.ts'

/** What conversations of this channel weigh, how many an agent may hold, and how long they reopen. */
export function ChannelLoadForm({ channel }: { channel: Channel }) {
  const { t } = useTranslation('settings')
  const { workspace } = useMe()
  const keepChannel = useKeepChannel()
  const { weight, agentLimit, reopenHours } = channel

  const contract = useContractForm({
    initialValues: { weight, agentLimit, reopenHours },
    schema: patchChannel.body,
    async save(values) {
      keepChannel(await client.call(patchChannel, { params: { id: channel.id }, body: values }))
      notifyDone(t('channels.saved'))
    },
  })
  const { form } = contract

  return (
    <ContractForm contract={contract} actions={<SaveButton form={form} />}>
      <CountInput
        label={t('channels.weight')}
        description={t('channels.weightHint')}
        allowDecimal
        decimalScale={2}
        step={0.25}
        max={100}
        {...short}
        value={form.values.weight}
        onChange={(next) => form.setFieldValue('weight', next)}
        error={form.errors.weight}
      />
      <LimitInput
        label={t('channels.agentLimit')}
        description={t('channels.agentLimitHint')}
        {...form.getInputProps('agentLimit')}
        value={form.values.agentLimit}
      />
      <NumberInput
        label={t('channels.reopenHours')}
        description={t('channels.reopenHoursHint')}
        placeholder={t('channels.reopenHoursInherited', { count: workspace.reopenHours })}
        min={0}
        max={8760}
        allowDecimal={false}
        {...short}
        suffix={t('workspace.hoursSuffix', { count: form.values.reopenHours ?? 0 })}
        value={form.values.reopenHours ?? ''}
        onChange={(next) => form.setFieldValue('reopenHours', typeof next === 'number' ? next : null)}
        error={form.errors.reopenHours}
      />
    </ContractForm>
  )
}
