import { useTranslation } from '../../i18n/use-translation.ts'
import { ContractForm } from '../../ui/form/contract-form.tsx'
import { SaveButton } from '../../ui/form/save-button.tsx'
import { HoursField } from '../hours/hours-field.tsx'
import { refuseBadHours } from '../hours/refuse-bad-hours.ts'
import { useMe } from '../session/queries.ts'
import { useWorkspaceForm } from './use-workspace-form.ts'

export function WorkspaceHoursForm() {
  const { t } = useTranslation(['settings', 'hours'])
  const { t: tHours } = useTranslation('hours')
  const { workspace } = useMe()
  const contract = useWorkspaceForm({ hours: workspace.hours }, ({ hours }) => refuseBadHours(hours, 'hours', tHours))
  const { form } = contract

  return (
    <ContractForm contract={contract} actions={<SaveButton form={form} />}>
      <HoursField
        label={t('workspace.hours')}
        value={form.values.hours}
        onChange={(hours) => form.setValues({ hours })}
        none={t('workspace.hoursNone')}
        own={t('workspace.hoursOwn')}
        errorOf={(path) => form.errors[`hours${path}`]}
      />
    </ContractForm>
  )
}
