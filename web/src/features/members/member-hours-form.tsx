import { type Member, patchMember } from '@fairlead/sdk'
import { client } from '../../api.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ContractForm } from '../../ui/form/contract-form.tsx'
import { SaveButton } from '../../ui/form/save-button.tsx'
import { useContractForm } from '../../ui/form/use-contract-form.ts'
import { notifyDone } from '../../ui/notify.ts'
import { HoursField } from '../hours/hours-field.tsx'
import { refuseBadHours } from '../hours/refuse-bad-hours.ts'
import { useReplaceMember } from './queries.ts'

/** When somebody works, where that is less than their team. */
export function MemberHoursForm({ member }: { member: Member }) {
  const { t } = useTranslation(['members', 'settings'])
  const { t: tHours } = useTranslation('hours')
  const replaceMember = useReplaceMember()
  const contract = useContractForm({
    initialValues: { hours: member.hours },
    schema: patchMember.body,
    async save(values) {
      refuseBadHours(values.hours, 'hours', tHours)
      const saved = await client.call(patchMember, { params: { id: member.id }, body: values })
      replaceMember(saved)
      notifyDone(t('settings:members.saved', { name: saved.name }))
    },
  })
  const { form } = contract

  return (
    <ContractForm contract={contract} actions={<SaveButton form={form} />}>
      <HoursField
        label={t('hours.title')}
        value={form.values.hours}
        onChange={(hours) => form.setFieldValue('hours', hours)}
        none={t('hours.asTeam')}
        noneText={t('hours.asTeamHint')}
        own={t('hours.own')}
        errorOf={(path) => form.errors[`hours${path}`]}
      />
    </ContractForm>
  )
}
