import { Group } from '@mantine/core'
import { useTranslation } from '../../i18n/use-translation.ts'
import { CountInput } from '../../ui/form/count-input.tsx'
import { DurationInput } from '../../ui/form/duration-input.tsx'
import type { PolicyEdit } from './policy-edit.ts'
import { day } from './ranges.ts'
import { SettingSwitch } from './setting-switch.tsx'

export function LimitsGroup({ policy, set, sentence, errorOf }: PolicyEdit) {
  const { t } = useTranslation('policy')
  const { agentLimit, pace, wrapUpMinutes } = policy

  return (
    <>
      <SettingSwitch
        label={t('settings.agentLimit')}
        sentence={sentence('agentLimit')}
        checked={agentLimit !== null}
        onChange={(isOn) => set({ agentLimit: isOn ? 6 : null })}
      >
        <CountInput
          w={180}
          aria-label={t('settings.agentLimit')}
          suffix={t('fields.conversations', { count: agentLimit ?? 0 })}
          max={10_000}
          value={agentLimit ?? 0}
          onChange={(count) => set({ agentLimit: count })}
          error={errorOf('agentLimit')}
        />
      </SettingSwitch>
      <SettingSwitch
        label={t('settings.pace')}
        sentence={sentence('pace')}
        checked={pace !== null}
        onChange={(isOn) => set({ pace: isOn ? { max: 3, minutes: 10 } : null })}
        error={errorOf('pace')}
      >
        {pace && (
          <Group align="flex-start" gap="sm">
            <CountInput
              w={180}
              label={t('fields.paceMax')}
              suffix={t('fields.conversations', { count: pace.max })}
              min={1}
              max={1000}
              value={pace.max}
              onChange={(max) => set({ pace: { ...pace, max } })}
              error={errorOf('pace.max')}
            />
            <DurationInput
              label={t('fields.paceMinutes')}
              min={1}
              max={day}
              value={pace.minutes}
              onChange={(minutes) => set({ pace: { ...pace, minutes } })}
              error={errorOf('pace.minutes')}
            />
          </Group>
        )}
      </SettingSwitch>
      <SettingSwitch
        label={t('settings.wrapUpMinutes')}
        sentence={sentence('wrapUpMinutes')}
        checked={wrapUpMinutes > 0}
        onChange={(isOn) => set({ wrapUpMinutes: isOn ? 2 : 0 })}
      >
        <DurationInput
          label={t('fields.after')}
          min={1}
          max={240}
          value={wrapUpMinutes}
          onChange={(minutes) => set({ wrapUpMinutes: minutes })}
          error={errorOf('wrapUpMinutes')}
        />
      </SettingSwitch>
    </>
  )
}
