import { useTranslation } from '../../i18n/use-translation.ts'
import { DurationInput } from '../../ui/form/duration-input.tsx'
import type { PolicyEdit } from './policy-edit.ts'
import { week } from './ranges.ts'
import { SettingSwitch } from './setting-switch.tsx'

export function AimsGroup({ policy, set, sentence, errorOf }: PolicyEdit) {
  const { t } = useTranslation('policy')
  const { firstReplyMinutes, deadlineNearMinutes } = policy

  return (
    <SettingSwitch
      label={t('settings.firstReplyMinutes')}
      sentence={sentence('firstReplyMinutes')}
      checked={firstReplyMinutes !== null}
      onChange={(isOn) => set({ firstReplyMinutes: isOn ? 60 : null })}
    >
      <DurationInput
        label={t('settings.firstReplyMinutes')}
        min={1}
        max={week}
        value={firstReplyMinutes ?? 60}
        onChange={(minutes) => set({ firstReplyMinutes: minutes })}
        error={errorOf('firstReplyMinutes')}
      />
      <DurationInput
        label={t('settings.deadlineNearMinutes')}
        description={sentence('deadlineNearMinutes')}
        max={week}
        value={deadlineNearMinutes}
        onChange={(minutes) => set({ deadlineNearMinutes: minutes })}
        error={errorOf('deadlineNearMinutes')}
      />
    </SettingSwitch>
  )
}
