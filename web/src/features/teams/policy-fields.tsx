import type { Policy, Strategy } from '@fairlead/sdk'
import { Radio, SimpleGrid, Stack, Switch, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { LimitInput } from '../../ui/form/limit-input.tsx'
import classes from './policy-fields.module.css'

const strategies: readonly Strategy[] = ['round_robin', 'least_open', 'manual']

type Props = Readonly<{
  value: Policy
  onChange: (policy: Policy) => void
  limitError?: ReactNode
}>

/** How a team assigns, each choice explained. What has no effect under the chosen strategy is not asked. */
export function PolicyFields({ value, onChange, limitError }: Props) {
  const { t } = useTranslation('settings')

  return (
    <Stack>
      <Radio.Group
        label={t('policy.strategy')}
        value={value.strategy}
        onChange={(strategy) =>
          onChange({ ...value, strategy: strategies.find((one) => one === strategy) ?? value.strategy })
        }
      >
        <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="xs" mt={6}>
          {strategies.map((strategy) => (
            <Radio.Card key={strategy} value={strategy} className={classes.card}>
              <Radio.Indicator size="xs" />
              <div>
                <Text fw={600}>{t(`policy.${strategy}.title`)}</Text>
                <Text fz={13} c="dimmed">
                  {t(`policy.${strategy}.text`)}
                </Text>
              </div>
            </Radio.Card>
          ))}
        </SimpleGrid>
      </Radio.Group>
      {value.strategy !== 'manual' && (
        <>
          <Switch
            label={t('policy.onlineOnly')}
            description={t('policy.onlineOnlyHint')}
            checked={value.onlineOnly}
            onChange={(event) => onChange({ ...value, onlineOnly: event.currentTarget.checked })}
          />
          {!value.onlineOnly && (
            <Switch
              label={t('policy.assignWhenBusy')}
              description={t('policy.assignWhenBusyHint')}
              checked={value.assignWhenBusy}
              onChange={(event) => onChange({ ...value, assignWhenBusy: event.currentTarget.checked })}
            />
          )}
          <LimitInput
            label={t('policy.agentLimit')}
            description={t('policy.agentLimitHint')}
            value={value.agentLimit}
            onChange={(agentLimit) => onChange({ ...value, agentLimit })}
            error={limitError}
          />
        </>
      )}
    </Stack>
  )
}
