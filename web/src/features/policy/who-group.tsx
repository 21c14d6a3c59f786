import { useTranslation } from '../../i18n/use-translation.ts'
import type { PolicyEdit } from './policy-edit.ts'
import { SettingSwitch } from './setting-switch.tsx'
import { StrategyCards } from './strategy-cards.tsx'

export function WhoGroup({ policy, set, sentence }: PolicyEdit) {
  const { t } = useTranslation('policy')

  return (
    <>
      <StrategyCards value={policy.strategy} onChange={(strategy) => set({ strategy })} />
      {policy.strategy !== 'manual' && (
        <>
          <SettingSwitch
            label={t('settings.onlineOnly')}
            sentence={sentence('onlineOnly')}
            checked={policy.onlineOnly}
            onChange={(onlineOnly) => set({ onlineOnly })}
          />
          {!policy.onlineOnly && (
            <SettingSwitch
              label={t('settings.assignWhenBusy')}
              sentence={sentence('assignWhenBusy')}
              checked={policy.assignWhenBusy}
              onChange={(assignWhenBusy) => set({ assignWhenBusy })}
            />
          )}
          <SettingSwitch
            label={t('settings.manualCountsAsTurn')}
            sentence={sentence('manualCountsAsTurn')}
            checked={policy.manualCountsAsTurn}
            onChange={(manualCountsAsTurn) => set({ manualCountsAsTurn })}
          />
        </>
      )}
    </>
  )
}
