import { Switch } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './policy.module.css'

type Props = Readonly<{
  label: string
  /** What it means as it is now. */
  sentence: ReactNode
  checked: boolean
  onChange: (isOn: boolean) => void
  disabled?: boolean
  error?: ReactNode
  /** Asked only while it is on. */
  children?: ReactNode
}>

export function SettingSwitch({ label, sentence, checked, onChange, disabled, error, children }: Props) {
  return (
    <div>
      <Switch
        label={label}
        description={sentence}
        checked={checked}
        disabled={disabled ?? false}
        error={error}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      {checked && children && <div className={classes.details}>{children}</div>}
    </div>
  )
}
