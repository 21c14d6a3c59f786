import { type Member, patchMember } from '@fairlead/sdk'
import { Modal, Switch, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { client } from '../../api.ts'
import { ContractForm } from '../../ui/form/contract-form.tsx'
import { DialogActions } from '../../ui/form/dialog-actions.tsx'
import { LimitInput } from '../../ui/form/limit-input.tsx'
import { useContractForm } from '../../ui/form/use-contract-form.ts'
import { notifyDone } from '../../ui/notify.ts'
import { useMe } from '../session/queries.ts'
import { rolesToOffer } from './permissions.ts'
import { useReplaceMember } from './queries.ts'
import { RoleChoice } from './role-choice.tsx'

type Props = Readonly<{ member: Member; members: readonly Member[]; onClose: () => void }>

export function EditMemberDialog({ member, members, onClose }: Props) {
  const { t } = useTranslation(['settings', 'common'])
  const { member: me, workspace } = useMe()
  const replaceMember = useReplaceMember()

  const contract = useContractForm({
    initialValues: {
      name: member.name,
      role: member.role,
      agentLimit: member.agentLimit,
      isExcluded: member.isExcluded,
    },
    schema: patchMember.body,
    async save(values) {
      const saved = await client.call(patchMember, { params: { id: member.id }, body: values })
      replaceMember(saved)
      notifyDone(t('members.saved', { name: saved.name }))
      onClose()
    },
  })
  const { form } = contract

  return (
    <Modal opened onClose={onClose} title={member.email} closeOnClickOutside={!form.isDirty()}>
      <ContractForm
        contract={contract}
        actions={<DialogActions submit={t('common:save')} isSubmitting={form.submitting} onCancel={onClose} />}
      >
        <TextInput label={t('members.name')} data-autofocus {...form.getInputProps('name')} />
        <RoleChoice
          roles={rolesToOffer(me, member, members)}
          value={form.values.role}
          onChange={(role) => form.setFieldValue('role', role)}
        />
        <LimitInput
          label={t('members.ownLimit')}
          description={t('members.ownLimitHint')}
          placeholder={
            workspace.agentLimit === null
              ? t('members.followsWorkspaceNone')
              : t('members.followsWorkspace', { count: workspace.agentLimit })
          }
          {...form.getInputProps('agentLimit')}
          value={form.values.agentLimit}
        />
        <Switch
          label={t('members.isExcluded')}
          description={t('members.isExcludedHint')}
          {...form.getInputProps('isExcluded', { type: 'checkbox' })}
        />
      </ContractForm>
    </Modal>
  )
}
