import type { Policy } from '@fairlead/sdk'
import { Input, SegmentedControl } from '@mantine/core'
import { useTranslation } from '../../i18n/use-translation.ts'
import { DurationInput } from '../../ui/form/duration-input.tsx'
import type { PolicyEdit } from './policy-edit.ts'
import { week } from './ranges.ts'
import { SettingSwitch } from './setting-switch.tsx'

type Preference = NonNullable<Policy['owner']>

const first = {
  owner: { waitMinutes: 60, overLimit: 'respect' },
  previous: { waitMinutes: 5, overLimit: 'respect' },
} as const satisfies Record<string, Preference>

export function CustomersGroup({ policy, set, sentence, errorOf }: PolicyEdit) {
  const { t } = useTranslation('policy')
  const preferences = ['owner', 'previous'] as const

  return preferences.map((key) => {
    const preference = policy[key]
    return (
      <SettingSwitch
        key={key}
        label={t(`settings.${key}`)}
        sentence={sentence(key)}
        checked={preference !== null}
        onChange={(isOn) => set({ [key]: isOn ? first[key] : null })}
        error={errorOf(key)}
      >
        {preference && (
          <>
            <DurationInput
              label={t('fields.waitMinutes')}
              description={t('fields.waitHint')}
              max={week}
              value={preference.waitMinutes}
              onChange={(waitMinutes) => set({ [key]: { ...preference, waitMinutes } })}
              error={errorOf(`${key}.waitMinutes`)}
            />
            <Input.Wrapper label={t('fields.overLimit')} labelElement="div">
              <div>
                <SegmentedControl
                  mt={4}
                  aria-label={t('fields.overLimit')}
                  value={preference.overLimit}
                  onChange={(overLimit) => set({ [key]: { ...preference, overLimit } })}
                  data={[
                    { value: 'respect', label: t('fields.respect') },
                    { value: 'exceed', label: t('fields.exceed') },
                  ]}
                />
              </div>
            </Input.Wrapper>
          </>
        )}
      </SettingSwitch>
    )
  })
}
