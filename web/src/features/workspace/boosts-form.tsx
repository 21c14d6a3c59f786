import { Group, NumberInput, Text } from '@mantine/core'
import { useTranslation } from '../../i18n/use-translation.ts'
import { durationText } from '../../ui/duration-text.ts'
import { ContractForm } from '../../ui/form/contract-form.tsx'
import { SaveButton } from '../../ui/form/save-button.tsx'
import { priorities } from '../conversations/priorities.ts'
import { useMe } from '../session/queries.ts'
import { useWorkspaceForm } from './use-workspace-form.ts'

/** What each priority is worth in the queue. */
export function BoostsForm() {
  const { t, i18n } = useTranslation('settings')
  const { workspace } = useMe()
  const contract = useWorkspaceForm({ boosts: workspace.boosts })
  const { form } = contract

  function sentence(minutes: number) {
    const duration = durationText(Math.abs(minutes), i18n.language)
    if (minutes === 0) return t('workspace.boostNone')
    return t(minutes > 0 ? 'workspace.boostMore' : 'workspace.boostLess', { duration })
  }

  return (
    <ContractForm contract={contract} actions={<SaveButton form={form} />}>
      {priorities.map((priority) => (
        <Group key={priority} gap="xs" align="center">
          <NumberInput
            w={220}
            label={t(`workspace.priorities.${priority}`)}
            min={-100_000}
            max={100_000}
            step={15}
            allowDecimal={false}
            suffix={t('workspace.minutesSuffix', { count: Number(form.values.boosts[priority]) })}
            {...form.getInputProps(`boosts.${priority}`)}
          />
          <Text fz={13} c="dimmed" mt={22}>
            {sentence(Number(form.values.boosts[priority]))}
          </Text>
        </Group>
      ))}
    </ContractForm>
  )
}
