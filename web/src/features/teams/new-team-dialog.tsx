import { postTeam } from '@fairlead/sdk'
import { Modal, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { client } from '../../api.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ContractForm } from '../../ui/form/contract-form.tsx'
import { DialogActions } from '../../ui/form/dialog-actions.tsx'
import { useContractForm } from '../../ui/form/use-contract-form.ts'
import { notifyDone } from '../../ui/notify.ts'
import { MemberPicker } from '../members/member-picker.tsx'
import { PresetCards } from '../policy/preset-cards.tsx'
import { firstPolicy } from '../policy/presets.ts'
import { teamsQuery } from './queries.ts'

type Props = Readonly<{ isOpen: boolean; onClose: () => void }>

export function NewTeamDialog({ isOpen, onClose }: Props) {
  const { t } = useTranslation('settings')
  return (
    <Modal opened={isOpen} onClose={onClose} title={t('teams.addTitle')} size="xl" closeOnClickOutside={false}>
      <NewTeamForm onClose={onClose} />
    </Modal>
  )
}

function NewTeamForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['settings', 'policy'])
  const cache = useQueryClient()
  const navigate = useNavigate()

  const contract = useContractForm({
    initialValues: { name: '', policy: firstPolicy, memberIds: [] as string[] },
    schema: postTeam.body,
    fieldOfCode: { team_name_taken: 'name' },
    async save(values) {
      const team = await client.call(postTeam, { body: values })
      await cache.invalidateQueries(teamsQuery)
      notifyDone(t('teams.created'))
      await navigate({ to: '/settings/teams/$id', params: { id: team.id } })
    },
  })
  const { form } = contract

  return (
    <ContractForm
      contract={contract}
      actions={<DialogActions submit={t('teams.create')} isSubmitting={form.submitting} onCancel={onClose} />}
    >
      <TextInput
        label={t('teams.name')}
        placeholder={t('teams.namePlaceholder')}
        data-autofocus
        {...form.getInputProps('name')}
      />
      <MemberPicker
        label={t('teams.members')}
        description={t('teams.membersHint')}
        placeholder={t('teams.membersPlaceholder')}
        nothingFoundMessage={t('teams.membersNothing')}
        value={form.values.memberIds}
        onChange={(memberIds) => form.setFieldValue('memberIds', memberIds)}
        error={form.errors.memberIds}
      />
      <PresetCards
        label={t('policy:presets.labelNew')}
        hint={t('policy:presets.hintNew')}
        value={form.values.policy}
        onChange={(policy) => form.setFieldValue('policy', policy)}
      />
    </ContractForm>
  )
}
