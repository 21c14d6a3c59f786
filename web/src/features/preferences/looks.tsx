import { type Language, languages } from '@fairlead/sdk'
import { SegmentedControl, Select, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { medium } from '../../ui/form/widths.ts'
import { useChangePreferences, usePreferences } from './use-preferences.ts'

const schemes = ['auto', 'light', 'dark'] as const
const densities = ['comfortable', 'compact'] as const
const ofWorkspace = 'workspace'

/** How the app looks to oneself, wherever one opens it. */
export function Looks() {
  const { t } = useTranslation(['notifications', 'session'])
  const { scheme, density, language } = usePreferences()
  const change = useChangePreferences()

  return (
    <Stack gap="md">
      <Choice label={t('looks.scheme')}>
        <SegmentedControl
          aria-label={t('looks.scheme')}
          value={scheme}
          onChange={(value) => change({ scheme: value })}
          data={schemes.map((value) => ({ value, label: t(`session:menu.${value}`) }))}
        />
      </Choice>
      <Choice label={t('looks.density')} hint={t('looks.densityHint')}>
        <SegmentedControl
          aria-label={t('looks.density')}
          value={density}
          onChange={(value) => change({ density: value })}
          data={densities.map((value) => ({ value, label: t(`looks.${value}`) }))}
        />
      </Choice>
      <Select
        label={t('looks.language')}
        {...medium}
        allowDeselect={false}
        value={language ?? ofWorkspace}
        onChange={(value) => change({ language: languages.find((one) => one === value) ?? null })}
        data={[{ value: ofWorkspace, label: t('looks.workspaceLanguage') }, ...languages.map(optionOf)]}
      />
    </Stack>
  )
}

function Choice({ label, hint, children }: { label: string; hint?: string; children: ReactNode }) {
  return (
    <div>
      <Text size="sm" fw={500}>
        {label}
      </Text>
      {hint !== undefined && (
        <Text fz={13} c="dimmed">
          {hint}
        </Text>
      )}
      {children}
    </div>
  )
}

// Each in its own words: whoever looks for it may read no other.
function optionOf(language: Language) {
  return { value: language, label: new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? language }
}
