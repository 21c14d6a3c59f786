import type { ReactNode } from 'react'
import { DurationInput } from '../../../../../ui/form/duration-input.tsx'

type Props = Readonly<{
  label: string
  description?: ReactNode
  value: number
  onChange(minutes: number): void
  max: number
  error?: ReactNode
}>

/** A length of time of at least a minute. */
export function MinutesField({ onChange, max, ...props }: Props) {
  return (
    <DurationInput {...props} min={1} max={max} onChange={(minutes) => onChange(Math.min(Math.max(minutes, 1), max))} />
  )
}
