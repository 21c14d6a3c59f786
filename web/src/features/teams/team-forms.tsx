import { patchTeam, putTeamMembers, type Team } from '@fairlead/sdk'
import { TextInput } from '@mantine/core'
import { client } from '../../api.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ContractForm } from '../../ui/form/contract-form.tsx'
import { SaveButton } from '../../ui/form/save-button.tsx'
import { useContractForm } from '../../ui/form/use-contract-form.ts'
import { medium } from '../../ui/form/widths.ts'
import { notifyDone } from '../../ui/notify.ts'
import { useReplaceTeam } from './queries.ts'
import { TeamMembersFields } from './team-members-fields.tsx'

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
  const { t } = useTranslation('policy')
  const replaceTeam = useReplaceTeam()

  const contract = useContractForm({
    initialValues: { members: [...team.members] },
    schema: putTeamMembers.body,
    async save(values) {
      replaceTeam(await client.call(putTeamMembers, { params: { id: team.id }, body: values }))
      notifyDone(t('members.saved'))
    },
  })
  const { form } = contract

  return (
    <ContractForm contract={contract} actions={<SaveButton form={form} />}>
      <TeamMembersFields
        strategy={team.policy.strategy}
        value={form.values.members}
        onChange={(members) => form.setFieldValue('members', members)}
        errorOf={(path) => form.errors[`members${path}`]}
      />
    </ContractForm>
  )
}
