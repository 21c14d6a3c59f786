import { patchTeam, putPolicy, putTeamMembers, type Team } from '@fairlead/sdk'
import { TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { client } from '../../api.ts'
import { ContractForm } from '../../ui/form/contract-form.tsx'
import { SaveButton } from '../../ui/form/save-button.tsx'
import { useContractForm } from '../../ui/form/use-contract-form.ts'
import { medium } from '../../ui/form/widths.ts'
import { notifyDone } from '../../ui/notify.ts'
import { MemberPicker } from '../members/member-picker.tsx'
import { PolicyFields } from './policy-fields.tsx'
import { useReplaceTeam } from './queries.ts'

export function TeamNameForm({ team }: { team: Team }) {
  const { t } = useTranslation('settings')
  const replaceTeam = useReplaceTeam()

  const contract = useContractForm({
    initialValues: { name: team.name },
    schema: patchTeam.body,
    fieldOfCode: { team_name_taken: 'name' },
    async save(values) {
      replaceTeam(await client.call(patchTeam, { params: { id: team.id }, body: values }))
      notifyDone(t('teams.saved'))
    },
  })

  return (
    <ContractForm contract={contract} actions={<SaveButton form={contract.form} />}>
      <TextInput aria-label={t('teams.name')} {...medium} {...contract.form.getInputProps('name')} />
    </ContractForm>
  )
}

export function TeamMembersForm({ team }: { team: Team }) {
  const { t } = useTranslation('settings')
  const replaceTeam = useReplaceTeam()

  const contract = useContractForm({
    initialValues: { memberIds: [...team.memberIds] },
    schema: putTeamMembers.body,
    async save(values) {
      replaceTeam(await client.call(putTeamMembers, { params: { id: team.id }, body: values }))
      notifyDone(t('teams.saved'))
    },
  })
  const { form } = contract

  return (
    <ContractForm contract={contract} actions={<SaveButton form={form} />}>
      <MemberPicker
        aria-label={t('teams.members')}
        placeholder={t('teams.membersPlaceholder')}
        nothingFoundMessage={t('teams.membersNothing')}
        value={form.values.memberIds}
        onChange={(memberIds) => form.setFieldValue('memberIds', memberIds)}
        error={form.errors.memberIds}
      />
    </ContractForm>
  )
}

export function TeamPolicyForm({ team }: { team: Team }) {
  const { t } = useTranslation('settings')
  const replaceTeam = useReplaceTeam()

  const contract = useContractForm({
    initialValues: team.policy,
    schema: putPolicy.body,
    async save(values) {
      replaceTeam(await client.call(putPolicy, { params: { id: team.id }, body: values }))
      notifyDone(t('teams.policySaved'))
    },
  })
  const { form } = contract

  return (
    <ContractForm contract={contract} actions={<SaveButton form={form} />}>
      <PolicyFields
        value={form.values}
        onChange={(policy) => form.setValues(policy)}
        limitError={form.errors.agentLimit}
      />
    </ContractForm>
  )
}
