import { languages } from '@fairlead/sdk'
import { NumberInput, Select, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ContractForm } from '../../ui/form/contract-form.tsx'
import { SaveButton } from '../../ui/form/save-button.tsx'
import { medium, short } from '../../ui/form/widths.ts'
import { languageName } from '../../ui/language-name.ts'
import { useMe } from '../session/queries.ts'
import { teamsQuery } from '../teams/queries.ts'
import { useWorkspaceForm } from './use-workspace-form.ts'

export function WorkspaceGeneralForm() {
  const { t } = useTranslation('settings')
  const { workspace } = useMe()
  const { data } = useQuery(teamsQuery)
  const { name, language, defaultTeamId, reopenHours } = workspace
  const contract = useWorkspaceForm({ name, language, defaultTeamId, reopenHours })
  const { form } = contract

  return (
    <ContractForm contract={contract} actions={<SaveButton form={form} />}>
      <TextInput
        label={t('workspace.name')}
        description={t('workspace.nameHint')}
        {...medium}
        {...form.getInputProps('name')}
      />
      <Select
        label={t('workspace.language')}
        description={t('workspace.languageHint')}
        {...medium}
        data={languages.map((value) => ({ value, label: languageName(value, value) }))}
        allowDeselect={false}
        value={form.values.language}
        onChange={(value) => form.setFieldValue('language', languages.find((one) => one === value) ?? language)}
        error={form.errors.language}
      />
      <Select
        label={t('workspace.defaultTeam')}
        description={t('workspace.defaultTeamHint')}
        {...medium}
        data={[
          { value: '', label: t('workspace.noDefaultTeam') },
          ...(data?.data ?? []).map((team) => ({ value: team.id, label: team.name })),
        ]}
        allowDeselect={false}
        value={form.values.defaultTeamId ?? ''}
        onChange={(teamId) => form.setFieldValue('defaultTeamId', teamId === '' ? null : teamId)}
        error={form.errors.defaultTeamId}
      />
      <NumberInput
        label={t('workspace.reopenHours')}
        description={t('workspace.reopenHoursHint')}
        min={0}
        max={8760}
        allowDecimal={false}
        {...short}
        suffix={t('workspace.hoursSuffix', { count: form.values.reopenHours })}
        {...form.getInputProps('reopenHours')}
      />
    </ContractForm>
  )
}
