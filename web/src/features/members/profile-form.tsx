import { patchMember } from '@fairlead/sdk'
import { TextInput } from '@mantine/core'
import { client } from '../../api.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ContractForm } from '../../ui/form/contract-form.tsx'
import { SaveButton } from '../../ui/form/save-button.tsx'
import { useContractForm } from '../../ui/form/use-contract-form.ts'
import { medium } from '../../ui/form/widths.ts'
import { notifyDone } from '../../ui/notify.ts'
import { useMe } from '../session/queries.ts'
import { useReplaceMember } from './queries.ts'

export function ProfileForm() {
  const { t } = useTranslation('settings')
  const { member } = useMe()
  const replaceMember = useReplaceMember()

  const contract = useContractForm({
    initialValues: { name: member.name },
    schema: patchMember.body,
    async save(values) {
      replaceMember(await client.call(patchMember, { params: { id: member.id }, body: values }))
      notifyDone(t('profile.saved'))
    },
  })
  const { form } = contract

  return (
    <ContractForm contract={contract} actions={<SaveButton form={form} />}>
      <TextInput aria-label={t('profile.name')} {...medium} autoComplete="name" {...form.getInputProps('name')} />
    </ContractForm>
  )
}
