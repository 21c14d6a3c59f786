import { Anchor, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from '../../i18n/use-translation.ts'
import { DurationInput } from '../../ui/form/duration-input.tsx'
import type { PolicyEdit } from './policy-edit.ts'
import { week } from './ranges.ts'
import { SettingSwitch } from './setting-switch.tsx'

export function SkillsGroup({ policy, set, sentence, errorOf }: PolicyEdit) {
  const { t } = useTranslation('policy')

  return (
    <>
      <SettingSwitch
        label={t('settings.matchLanguage')}
        sentence={sentence('matchLanguage')}
        checked={policy.matchLanguage}
        onChange={(matchLanguage) => set({ matchLanguage })}
      >
        <Text fz={13}>
          <Anchor component={Link} to="/settings/skills" fz={13}>
            {t('fields.skillsLink')}
          </Anchor>
        </Text>
      </SettingSwitch>
      <SettingSwitch
        label={t('settings.skillRelaxMinutes')}
        sentence={sentence('skillRelaxMinutes')}
        checked={policy.skillRelaxMinutes !== null}
        onChange={(isOn) => set({ skillRelaxMinutes: isOn ? 15 : null })}
      >
        <DurationInput
          label={t('fields.after')}
          min={1}
          max={week}
          value={policy.skillRelaxMinutes ?? 15}
          onChange={(skillRelaxMinutes) => set({ skillRelaxMinutes })}
          error={errorOf('skillRelaxMinutes')}
        />
      </SettingSwitch>
    </>
  )
}
