import { Switch } from '@mantine/core'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ContractForm } from '../../ui/form/contract-form.tsx'
import { CountInput } from '../../ui/form/count-input.tsx'
import { LimitInput } from '../../ui/form/limit-input.tsx'
import { SaveButton } from '../../ui/form/save-button.tsx'
import { short } from '../../ui/form/widths.ts'
import { useMe } from '../session/queries.ts'
import { useWorkspaceForm } from './use-workspace-form.ts'

/** How much one member gets, and when they no longer count as there. */
export function WorkspaceLoadForm() {
  const { t } = useTranslation('settings')
  const { workspace } = useMe()
  const { agentLimit, countsSnoozed, idleMinutes } = workspace
  const contract = useWorkspaceForm({ agentLimit, countsSnoozed, idleMinutes })
  const { form } = contract
  const idle = form.values.idleMinutes

  return (
    <ContractForm contract={contract} actions={<SaveButton form={form} />}>
      <LimitInput
        label={t('workspace.agentLimit')}
        description={t('workspace.agentLimitHint')}
        {...form.getInputProps('agentLimit')}
        value={form.values.agentLimit}
      />
      <Switch
        label={t('workspace.countsSnoozed')}
        description={t(form.values.countsSnoozed ? 'workspace.countsSnoozedOn' : 'workspace.countsSnoozedOff')}
        {...form.getInputProps('countsSnoozed', { type: 'checkbox' })}
      />
      <Switch
        label={t('workspace.idle')}
        description={idle === null ? t('workspace.idleOff') : t('workspace.idleOn', { count: idle })}
        checked={idle !== null}
        onChange={(event) => form.setFieldValue('idleMinutes', event.currentTarget.checked ? 15 : null)}
      />
      {idle !== null && (
        <CountInput
          aria-label={t('workspace.idle')}
          min={1}
          max={60}
          {...short}
          suffix={t('workspace.minutesSuffix', { count: idle })}
          value={idle}
          onChange={(minutes) => form.setFieldValue('idleMinutes', minutes)}
          error={form.errors.idleMinutes}
        />
      )}
    </ContractForm>
  )
}
