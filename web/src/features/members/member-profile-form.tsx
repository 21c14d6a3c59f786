import { type Member, patchMember } from '@fairlead/sdk'
import { TextInput } from '@mantine/core'
import { client } from '../../api.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ContractForm } from '../../ui/form/contract-form.tsx'
import { SaveButton } from '../../ui/form/save-button.tsx'
import { useContractForm } from '../../ui/form/use-contract-form.ts'
import { medium } from '../../ui/form/widths.ts'
import { notifyDone } from '../../ui/notify.ts'
import { useMe } from '../session/queries.ts'
import { rolesToOffer } from './permissions.ts'
import { useReplaceMember } from './queries.ts'
import { RoleChoice } from './role-choice.tsx'

type Props = Readonly<{ member: Member; members: readonly Member[] }>

export function MemberProfileForm({ member, members }: Props) {
  const { t } = useTranslation('settings')
  const { member: me } = useMe()
  const replaceMember = useReplaceMember()
  const contract = useContractForm({
    initialValues: { name: member.name, role: member.role },
    schema: patchMember.body,
    async save(values) {
      const saved = await client.call(patchMember, { params: { id: member.id }, body: values })
      replaceMember(saved)
      notifyDone(t('members.saved', { name: saved.name }))
    },
  })
  const { form } = contract

  return (
    <ContractForm contract={contract} actions={<SaveButton form={form} />}>
      <TextInput label={t('members.name')} {...medium} {...form.getInputProps('name')} />
      <RoleChoice
        roles={rolesToOffer(me, member, members)}
        value={form.values.role}
        onChange={(role) => form.setFieldValue('role', role)}
      />
    </ContractForm>
  )
}
