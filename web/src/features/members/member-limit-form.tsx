import { type Member, patchMember } from '@fairlead/sdk'
import { Alert, Switch, Text } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { client } from '../../api.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ContractForm } from '../../ui/form/contract-form.tsx'
import { LimitInput } from '../../ui/form/limit-input.tsx'
import { SaveButton } from '../../ui/form/save-button.tsx'
import { useContractForm } from '../../ui/form/use-contract-form.ts'
import { notifyDone } from '../../ui/notify.ts'
import { useMe } from '../session/queries.ts'
import { limitOf } from './membership.ts'
import { useReplaceMember } from './queries.ts'

/** How much somebody is given automatically, and whether at all. */
export function MemberLimitForm({ member }: { member: Member }) {
  const { t } = useTranslation(['members', 'settings'])
  const { workspace } = useMe()
  const replaceMember = useReplaceMember()
  const contract = useContractForm({
    initialValues: { agentLimit: member.agentLimit, isExcluded: member.isExcluded },
    schema: patchMember.body,
    async save(values) {
      const saved = await client.call(patchMember, { params: { id: member.id }, body: values })
      replaceMember(saved)
      notifyDone(t('settings:members.saved', { name: saved.name }))
    },
  })
  const { form } = contract
  const { limit, from } = limitOf(form.values.agentLimit, workspace.agentLimit)

  return (
    <ContractForm contract={contract} actions={<SaveButton form={form} />}>
      <div>
        <LimitInput
          label={t('limit.label')}
          description={t('limit.hint')}
          placeholder={workspace.agentLimit === null ? t('limit.none') : String(workspace.agentLimit)}
          {...form.getInputProps('agentLimit')}
          value={form.values.agentLimit}
        />
        <Text size="sm" c="dimmed" mt={6} role="status">
          {limit === null ? t(`limit.countsNone.${from}`) : t(`limit.counts.${from}`, { count: limit })}
        </Text>
      </div>
      <Switch
        label={t('excluded.label')}
        description={t('excluded.hint')}
        {...form.getInputProps('isExcluded', { type: 'checkbox' })}
      />
      {form.values.isExcluded && (
        <Alert color="orange" variant="light" py={8} icon={<IconInfoCircle size={18} />}>
          {t('excluded.effect', { name: member.name })}
        </Alert>
      )}
    </ContractForm>
  )
}
