import { patchWorkspace } from '@fairlead/sdk'
import { NumberInput, Select, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { client } from '../../api.ts'
import { ContractForm } from '../../ui/form/contract-form.tsx'
import { LimitInput } from '../../ui/form/limit-input.tsx'
import { SaveButton } from '../../ui/form/save-button.tsx'
import { useContractForm } from '../../ui/form/use-contract-form.ts'
import { medium, short } from '../../ui/form/widths.ts'
import { notifyDone } from '../../ui/notify.ts'
import { meQuery, useMe } from '../session/queries.ts'
import { teamsQuery } from '../teams/queries.ts'

export function WorkspaceForm() {
  const { t } = useTranslation('settings')
  const { workspace } = useMe()
  const { data } = useQuery(teamsQuery)
  const cache = useQueryClient()
  const { name, defaultTeamId, agentLimit, reopenHours } = workspace

  const contract = useContractForm({
    initialValues: { name, defaultTeamId, agentLimit, reopenHours },
    schema: patchWorkspace.body,
    async save(values) {
      const saved = await client.call(patchWorkspace, { body: values })
      cache.setQueryData(meQuery.queryKey, (me) => me && { ...me, workspace: saved })
      notifyDone(t('workspace.saved'))
    },
  })
  const { form } = contract

  return (
    <ContractForm contract={contract} actions={<SaveButton form={form} />}>
      <TextInput
        label={t('workspace.name')}
        description={t('workspace.nameHint')}
        {...medium}
        {...form.getInputProps('name')}
      />
      <Select
        label={t('workspace.defaultTeam')}
        description={t('workspace.defaultTeamHint')}
        {...medium}
        data={[
          { value: '', label: t('workspace.noDefaultTeam') },
          ...(data?.data ?? []).map((team) => ({ value: team.id, label: team.name })),
        ]}
        allowDeselect={false}
        value={form.values.defaultTeamId ?? ''}
        onChange={(teamId) => form.setFieldValue('defaultTeamId', teamId === '' ? null : teamId)}
        error={form.errors.defaultTeamId}
      />
      <LimitInput
        label={t('workspace.agentLimit')}
        description={t('workspace.agentLimitHint')}
        {...form.getInputProps('agentLimit')}
        value={form.values.agentLimit}
      />
      <NumberInput
        label={t('workspace.reopenHours')}
        description={t('workspace.reopenHoursHint')}
        min={0}
        max={8760}
        allowDecimal={false}
        {...short}
        suffix={t('workspace.hoursSuffix')}
        {...form.getInputProps('reopenHours')}
      />
    </ContractForm>
  )
}
