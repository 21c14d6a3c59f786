import type { Policy } from '@fairlead/sdk'
import { Select } from '@mantine/core'
import { useTranslation } from '../../i18n/use-translation.ts'
import { CountInput } from '../../ui/form/count-input.tsx'
import { DurationInput } from '../../ui/form/duration-input.tsx'
import { medium } from '../../ui/form/widths.ts'
import type { PolicyEdit } from './policy-edit.ts'
import { fortnight, week } from './ranges.ts'
import { SettingSwitch } from './setting-switch.tsx'

const offlineChoices: readonly Policy['whenOffline'][] = [
  'keep',
  'reassign_unanswered',
  'reassign_all',
  'reassign_on_next_message',
]

export function AfterwardsGroup({ policy, set, sentence, errorOf }: PolicyEdit) {
  const { t } = useTranslation('policy')
  const { strategy, noAnswerMinutes, busyAfterMisses, whenOffline, autoCloseMinutes } = policy

  return (
    <>
      {strategy !== 'manual' && (
        <SettingSwitch
          label={t('settings.noAnswerMinutes')}
          sentence={sentence('noAnswerMinutes')}
          checked={noAnswerMinutes !== null}
          onChange={(isOn) => set({ noAnswerMinutes: isOn ? 10 : null, ...(isOn ? {} : { busyAfterMisses: null }) })}
        >
          <DurationInput
            label={t('fields.after')}
            min={1}
            max={week}
            value={noAnswerMinutes ?? 10}
            onChange={(minutes) => set({ noAnswerMinutes: minutes })}
            error={errorOf('noAnswerMinutes')}
          />
          <SettingSwitch
            label={t('settings.busyAfterMisses')}
            sentence={sentence('busyAfterMisses')}
            checked={busyAfterMisses !== null}
            onChange={(isOn) => set({ busyAfterMisses: isOn ? 3 : null })}
            error={errorOf('busyAfterMisses')}
          >
            <CountInput
              w={160}
              label={t('fields.after')}
              suffix={t('fields.misses')}
              min={1}
              max={100}
              value={busyAfterMisses ?? 3}
              onChange={(misses) => set({ busyAfterMisses: misses })}
            />
          </SettingSwitch>
        </SettingSwitch>
      )}
      <Select
        label={t('settings.whenOffline')}
        description={sentence('whenOffline')}
        {...medium}
        data={offlineChoices.map((value) => ({ value, label: t(`offlineChoices.${value}`) }))}
        allowDeselect={false}
        value={whenOffline}
        onChange={(value) => set({ whenOffline: offlineChoices.find((one) => one === value) ?? whenOffline })}
        error={errorOf('whenOffline')}
      />
      <SettingSwitch
        label={t('settings.autoCloseMinutes')}
        sentence={sentence('autoCloseMinutes')}
        checked={autoCloseMinutes !== null}
        onChange={(isOn) => set({ autoCloseMinutes: isOn ? 4320 : null })}
      >
        <DurationInput
          label={t('fields.after')}
          min={30}
          max={fortnight}
          value={autoCloseMinutes ?? 4320}
          onChange={(minutes) => set({ autoCloseMinutes: minutes })}
          error={errorOf('autoCloseMinutes')}
        />
      </SettingSwitch>
    </>
  )
}
