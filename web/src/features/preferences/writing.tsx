import { SegmentedControl, Select, Stack, Text } from '@mantine/core'
import { useTranslation } from '../../i18n/use-translation.ts'
import { medium } from '../../ui/form/widths.ts'
import { useChangePreferences, usePreferences } from './use-preferences.ts'

const keys = ['send', 'newline'] as const
const undoTimes = [0, 3, 5, 10, 20, 30]

/** How the field for replies works. */
export function Writing() {
  const { t } = useTranslation('notifications')
  const { enter, undoSeconds } = usePreferences()
  const change = useChangePreferences()

  return (
    <Stack gap="md">
      <div>
        <Text size="sm" fw={500}>
          {t('writing.enter')}
        </Text>
        <Text fz={13} c="dimmed">
          {t('writing.enterHint')}
        </Text>
        <SegmentedControl
          aria-label={t('writing.enter')}
          value={enter}
          onChange={(value) => change({ enter: value })}
          data={keys.map((value) => ({ value, label: t(`writing.${value}`) }))}
        />
      </div>
      <Select
        label={t('writing.undo')}
        {...medium}
        allowDeselect={false}
        value={String(undoSeconds)}
        onChange={(value) => value !== null && change({ undoSeconds: Number(value) })}
        data={[...new Set([...undoTimes, undoSeconds])]
          .sort((a, b) => a - b)
          .map((count) => ({
            value: String(count),
            label: count === 0 ? t('writing.undoNone') : t('writing.undoSeconds', { count }),
          }))}
      />
    </Stack>
  )
}
