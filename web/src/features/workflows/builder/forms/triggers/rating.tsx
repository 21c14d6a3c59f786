import { Checkbox, Group } from '@mantine/core'
import { useTranslation } from '../../../../../i18n/use-translation.ts'
import type { TriggerEdit } from './edit.ts'

export function RatingFields({ trigger, set }: TriggerEdit<'rating_given'>) {
  const { t } = useTranslation('steps')
  return (
    <Checkbox.Group
      label={t('start.scores')}
      description={t('start.scoresHint')}
      value={trigger.scores.map(String)}
      onChange={(chosen) => set({ scores: chosen.map(Number).toSorted((a, b) => a - b) })}
    >
      <Group gap="md" mt={6}>
        {[1, 2, 3, 4, 5].map((score) => (
          <Checkbox
            key={score}
            value={String(score)}
            label={String(score)}
            aria-label={t('start.stars', { count: score })}
          />
        ))}
      </Group>
    </Checkbox.Group>
  )
}
