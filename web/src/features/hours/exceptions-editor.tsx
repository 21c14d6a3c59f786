import type { Hours } from '@fairlead/sdk'
import { ActionIcon, Button, Group, Switch, Text, TextInput, Tooltip } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import classes from './hours.module.css'
import { IntervalList } from './interval-list.tsx'
import { todayIn } from './today-in.ts'
import { withAnother } from './week.ts'

type Exception = Hours['exceptions'][number]

type Props = Readonly<{
  value: readonly Exception[]
  timeZone: string
  onChange: (exceptions: Exception[]) => void
  wrongWith: (path: string) => ReactNode
}>

/** Dates on which something else holds than the week says. */
export function ExceptionsEditor({ value, timeZone, onChange, wrongWith }: Props) {
  const { t } = useTranslation('hours')
  const [showsPast, setShowsPast] = useState(false)
  // As it was opened: a date is none of the past while its year is typed.
  const [past] = useState(() => new Set(value.map(({ date }) => date).filter((date) => date < todayIn(timeZone))))
  const isPast = ({ date }: Exception) => date !== '' && past.has(date)
  const pastCount = value.filter(isPast).length

  return (
    <fieldset className={classes.group}>
      <legend className={classes.legend}>{t('exceptions')}</legend>
      <Text c="dimmed" fz={13}>
        {t('exceptionsHint')}
      </Text>
      {value.length > 0 && (
        <ul className={classes.exceptions}>
          {value.map((exception, index) =>
            isPast(exception) && !showsPast ? null : (
              <ExceptionRow
                // biome-ignore lint/suspicious/noArrayIndexKey: a date is no key while it is typed.
                key={index}
                value={exception}
                onChange={(changed) => onChange(value.with(index, changed))}
                onRemove={() => onChange(value.toSpliced(index, 1))}
                wrongWith={(path) => wrongWith(`exceptions.${index}${path}`)}
              />
            ),
          )}
        </ul>
      )}
      <Group gap="xs" mt="xs">
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={15} />}
          onClick={() => onChange([...value, { date: '', intervals: [], name: '' }])}
        >
          {t('addException')}
        </Button>
        {pastCount > 0 && !showsPast && (
          <Button variant="subtle" color="gray" size="xs" onClick={() => setShowsPast(true)}>
            {t('pastExceptions', { count: pastCount })}
          </Button>
        )}
      </Group>
    </fieldset>
  )
}

type RowProps = Readonly<{
  value: Exception
  onChange: (exception: Exception) => void
  onRemove: () => void
  wrongWith: (path: string) => ReactNode
}>

function ExceptionRow({ value, onChange, onRemove, wrongWith }: RowProps) {
  const { t } = useTranslation('hours')
  const { date, name, intervals } = value

  return (
    <li className={classes.exception}>
      <TextInput
        type="date"
        className={classes.date}
        aria-label={t('exceptionDate')}
        value={date}
        onChange={(event) => onChange({ ...value, date: event.currentTarget.value })}
        error={wrongWith('.date')}
      />
      <TextInput
        className={classes.dateName}
        aria-label={t('exceptionName')}
        placeholder={t('exceptionNamePlaceholder')}
        maxLength={80}
        value={name}
        onChange={(event) => onChange({ ...value, name: event.currentTarget.value })}
        error={wrongWith('.name')}
      />
      <Tooltip label={t('removeException', { date })}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={t('removeException', { date })}
          onClick={onRemove}
        >
          <IconTrash size={17} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
      <div className={classes.exceptionTimes}>
        <Switch
          size="xs"
          label={intervals.length > 0 ? t('exceptionOpen') : t('closed')}
          aria-label={t('exceptionOpen')}
          checked={intervals.length > 0}
          onChange={(event) => onChange({ ...value, intervals: event.currentTarget.checked ? withAnother([]) : [] })}
        />
        <IntervalList
          name={date}
          value={intervals}
          onChange={(changed) => onChange({ ...value, intervals: changed })}
          wrongWith={(path) => wrongWith(`.intervals${path}`)}
        />
      </div>
    </li>
  )
}
