import type { Policy } from '@fairlead/sdk'
import { Badge, Group, Radio, SimpleGrid, Text } from '@mantine/core'
import { useTranslation } from '../../i18n/use-translation.ts'
import classes from './policy.module.css'
import { presetOf, presets, withPreset } from './presets.ts'

type Props = Readonly<{
  label: string
  hint: string
  value: Policy
  onChange: (policy: Policy) => void
}>

/** Ready-made policies. The one whose settings these are is marked. */
export function PresetCards({ label, hint, value, onChange }: Props) {
  const { t } = useTranslation('policy')
  const current = presetOf(value)

  return (
    <Radio.Group
      label={
        <Group gap="xs" component="span">
          {label}
          {current === null && (
            <Badge variant="light" color="gray" size="sm">
              {t('presets.custom')}
            </Badge>
          )}
        </Group>
      }
      description={hint}
      value={current ?? ''}
      onChange={(chosen) => {
        const preset = presets.find((one) => one === chosen)
        if (preset) onChange(withPreset(value, preset))
      }}
    >
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs" mt={8}>
        {presets.map((preset) => (
          <Radio.Card key={preset} value={preset} className={classes.card}>
            <Radio.Indicator size="xs" />
            <div>
              <Text fw={600}>{t(`presets.${preset}.title`)}</Text>
              <Text fz={13} c="dimmed">
                {t(`presets.${preset}.text`)}
              </Text>
            </div>
          </Radio.Card>
        ))}
      </SimpleGrid>
    </Radio.Group>
  )
}
