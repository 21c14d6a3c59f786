import type { PriorityRule } from '@fairlead/sdk'
import { Button, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ContractForm } from '../../ui/form/contract-form.tsx'
import { SaveButton } from '../../ui/form/save-button.tsx'
import { Refusal } from '../../ui/form/use-contract-form.ts'
import { useMe } from '../session/queries.ts'
import { RuleFields } from './rule-fields.tsx'
import { fitsNobody, moved } from './rules.ts'
import classes from './rules-form.module.css'
import { useWorkspaceForm } from './use-workspace-form.ts'

/** Which contacts' conversations get a priority by themselves. The first rule that fits decides. */
export function RulesForm() {
  const { t } = useTranslation('settings')
  const { workspace } = useMe()
  const contract = useWorkspaceForm({ priorityRules: workspace.priorityRules }, ({ priorityRules }) => {
    const idle = priorityRules.findIndex(fitsNobody)
    if (idle >= 0) throw new Refusal(`priorityRules.${idle}`, t('workspace.ruleFitsNobody'))
  })
  const { form } = contract
  const rules = form.values.priorityRules
  const set = (priorityRules: PriorityRule[]) => form.setValues({ priorityRules })

  return (
    <ContractForm contract={contract} actions={<SaveButton form={form} />}>
      {rules.length === 0 && <Text c="dimmed">{t('workspace.noRules')}</Text>}
      <ol className={classes.rules}>
        {rules.map((rule, index) => (
          <RuleFields
            // biome-ignore lint/suspicious/noArrayIndexKey: rules have no other name.
            key={index}
            number={index + 1}
            rule={rule}
            stages={workspace.stages}
            onChange={(changed) => set(rules.with(index, changed))}
            onRemove={() => set(rules.toSpliced(index, 1))}
            onUp={index > 0 ? () => set(moved(rules, index, index - 1)) : null}
            onDown={index < rules.length - 1 ? () => set(moved(rules, index, index + 1)) : null}
            error={errorOf(index)}
          />
        ))}
      </ol>
      <div>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={15} />}
          onClick={() => set([...rules, { priority: 'high', tags: [], stages: [], hasOwner: false }])}
        >
          {t('workspace.addRule')}
        </Button>
      </div>
    </ContractForm>
  )

  function errorOf(index: number) {
    const place = `priorityRules.${index}`
    return Object.entries(form.errors).find(([path]) => path === place || path.startsWith(`${place}.`))?.[1]
  }
}
