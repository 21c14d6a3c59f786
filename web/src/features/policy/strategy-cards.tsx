import type { Strategy } from '@fairlead/sdk'
import { Radio, SimpleGrid, Text } from '@mantine/core'
import { useTranslation } from '../../i18n/use-translation.ts'
import classes from './policy.module.css'

const strategies: readonly Strategy[] = ['round_robin', 'least_open', 'most_free', 'weighted', 'manual']

export function StrategyCards({ value, onChange }: { value: Strategy; onChange: (strategy: Strategy) => void }) {
  const { t } = useTranslation('policy')

  return (
    <Radio.Group
      label={t('settings.strategy')}
      value={value}
      onChange={(strategy) => onChange(strategies.find((one) => one === strategy) ?? value)}
    >
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="xs" mt={6}>
        {strategies.map((strategy) => (
          <Radio.Card key={strategy} value={strategy} className={classes.card}>
            <Radio.Indicator size="xs" />
            <div>
              <Text fw={600}>{t(`strategies.${strategy}.title`)}</Text>
              <Text fz={13} c="dimmed">
                {t(`strategies.${strategy}.text`)}
              </Text>
            </div>
          </Radio.Card>
        ))}
      </SimpleGrid>
    </Radio.Group>
  )
}
