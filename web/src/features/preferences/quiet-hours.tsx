import { Group, Stack, Switch, TextInput } from '@mantine/core'
import { useTranslation } from '../../i18n/use-translation.ts'
import { TimeZoneSelect } from '../hours/time-zone-select.tsx'
import { ownTimeZone } from '../hours/time-zones.ts'
import { useChangePreferences, usePreferences } from './use-preferences.ts'

/** When somebody is left alone. Turned on for the first time it is by the clock they look at. */
export function QuietHours() {
  const { t } = useTranslation('notifications')
  const { quiet } = usePreferences()
  const change = useChangePreferences()

  function turn(isOn: boolean) {
    const isNew = quiet.timeZone === 'UTC'
    const timeZone = isNew ? ownTimeZone() : quiet.timeZone
    change({ quiet: { ...quiet, isOn, timeZone } })
  }

  const time = (name: 'from' | 'to') => (
    <TextInput
      type="time"
      label={t(`quiet.${name}`)}
      value={quiet[name]}
      onChange={({ currentTarget: { value } }) => value !== '' && change({ quiet: { ...quiet, [name]: value } })}
      w={130}
    />
  )

  return (
    <Stack gap="md">
      <Switch label={t('quiet.on')} checked={quiet.isOn} onChange={(event) => turn(event.currentTarget.checked)} />
      {quiet.isOn && (
        <Group gap="md" align="flex-start">
          {time('from')}
          {time('to')}
          <TimeZoneSelect value={quiet.timeZone} onChange={(timeZone) => change({ quiet: { ...quiet, timeZone } })} />
        </Group>
      )}
    </Stack>
  )
}
