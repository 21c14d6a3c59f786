import { TagsInput } from '@mantine/core'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ContractForm } from '../../ui/form/contract-form.tsx'
import { SaveButton } from '../../ui/form/save-button.tsx'
import { long } from '../../ui/form/widths.ts'
import { useMe } from '../session/queries.ts'
import { useWorkspaceForm } from './use-workspace-form.ts'

export function StagesForm() {
  const { t } = useTranslation('settings')
  const { workspace } = useMe()
  const contract = useWorkspaceForm({ stages: workspace.stages })
  const { form } = contract
  const errors = Object.entries(form.errors).find(([path]) => path.startsWith('stages'))

  return (
    <ContractForm contract={contract} actions={<SaveButton form={form} />}>
      <TagsInput
        aria-label={t('workspace.stages')}
        placeholder={t('workspace.stagesPlaceholder')}
        maxTags={50}
        {...long}
        value={form.values.stages}
        onChange={(stages) => form.setFieldValue('stages', stages)}
        error={errors?.[1]}
      />
    </ContractForm>
  )
}
