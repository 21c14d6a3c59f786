import { Switch } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import classes from '../forms.module.css'
import { MinutesField } from './minutes-field.tsx'

type Props = Readonly<{
  /** What the switch says. */
  label: string
  description?: ReactNode
  /** What the length of time is called, for those who hear the page. */
  duration: string
  value: number | null
  onChange(minutes: number | null): void
  usual: number
  max: number
  error?: ReactNode
}>

/** A length of time, or none. */
export function OptionalDuration({ label, description, duration, value, onChange, usual, max, error }: Props) {
  const [before, setBefore] = useState(value ?? usual)

  return (
    <div>
      <Switch
        label={label}
        description={description}
        checked={value !== null}
        onChange={({ currentTarget: { checked } }) => {
          if (value !== null) setBefore(value)
          onChange(checked ? before : null)
        }}
        error={value === null ? error : undefined}
      />
      {value !== null && (
        <div className={classes.revealed}>
          <MinutesField label={duration} value={value} onChange={onChange} max={max} error={error} />
        </div>
      )}
    </div>
  )
}
