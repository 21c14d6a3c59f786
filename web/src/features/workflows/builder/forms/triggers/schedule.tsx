import { weekdays } from '@fairlead/sdk'
import { Checkbox, Input, Switch, TextInput } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useTranslation } from '../../../../../i18n/use-translation.ts'
import { ToolButton } from '../../../../../ui/tool-button.tsx'
import { TimeZoneSelect } from '../../../../hours/time-zone-select.tsx'
import { useMe } from '../../../../session/queries.ts'
import { AddRow } from '../fields/add-row.tsx'
import { useDraft } from '../fields/use-draft.ts'
import { useErrorOf } from '../form-context.tsx'
import classes from '../forms.module.css'
import type { TriggerEdit } from './edit.ts'

const mostTimes = 24

export function ScheduleFields({ trigger, set }: TriggerEdit<'schedule'>) {
  const { t } = useTranslation(['steps', 'hours', 'common'])
  const errorOf = useErrorOf()
  const timeZone = useMe().workspace.hours?.timeZone ?? 'UTC'
  const days = useDraft<string[]>(
    trigger.days,
    (typed) => (typed.length === 0 ? null : weekdays.filter((day) => typed.includes(day))),
    (kept) => set({ days: weekdays.filter((day) => kept.includes(day)) }),
  )

  return (
    <>
      <Checkbox.Group
        label={t('schedule.days')}
        value={days.shown}
        onChange={days.change}
        error={days.isUnfit ? t('common:validation.required') : errorOf('trigger.days')}
      >
        <div className={classes.days}>
          {weekdays.map((day) => (
            <Checkbox key={day} value={day} label={t(`hours:weekdays.${day}`)} />
          ))}
        </div>
      </Checkbox.Group>
      <Times times={trigger.times} onChange={(times) => set({ times })} />
      <Switch
        label={t('schedule.workspaceZone', { timeZone })}
        checked={trigger.timeZone === ''}
        onChange={(event) => set({ timeZone: event.currentTarget.checked ? '' : timeZone })}
      />
      {trigger.timeZone !== '' && (
        <TimeZoneSelect
          value={trigger.timeZone}
          onChange={(zone) => set({ timeZone: zone })}
          error={errorOf('trigger.timeZone')}
        />
      )}
    </>
  )
}

function Times({ times, onChange }: Readonly<{ times: string[]; onChange(times: string[]): void }>) {
  const { t } = useTranslation(['steps', 'common'])
  const errorOf = useErrorOf()
  const { shown, change, isUnfit } = useDraft(times, complete, onChange)
  const error = isUnfit ? t('common:validation.required') : errorOf('trigger.times')

  return (
    <fieldset className={classes.group}>
      <Input.Label component="legend">{t('schedule.times')}</Input.Label>
      <div className={classes.times}>
        {shown.map((time, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they have no other name, and keep their order.
          <div key={index} className={classes.head}>
            <TextInput
              type="time"
              aria-label={t('schedule.time', { number: index + 1 })}
              value={time}
              onChange={(event) => change(shown.with(index, event.currentTarget.value))}
            />
            <ToolButton
              label={t('rows.remove', { name: time || index + 1 })}
              icon={IconTrash}
              isOff={shown.length < 2}
              onClick={() => change(shown.toSpliced(index, 1))}
            />
          </div>
        ))}
      </div>
      {error !== undefined && <Input.Error role="alert">{error}</Input.Error>}
      <AddRow label={t('schedule.addTime')} isFull={shown.length >= mostTimes} onAdd={() => change([...shown, ''])} />
    </fieldset>
  )
}

function complete(times: string[]): string[] | null {
  const kept = times.filter((time) => time !== '')
  return kept.length === 0 ? null : kept
}
