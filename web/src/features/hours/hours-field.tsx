import type { Hours } from '@fairlead/sdk'
import { Input, Radio, Stack } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { HoursEditor } from './hours-editor.tsx'
import { firstHours } from './week.ts'

type Props = Readonly<{
  label: string
  value: Hours | null
  onChange: (hours: Hours | null) => void
  /** What no hours of its own means: as the workspace, always, as the team. */
  none: string
  noneText?: ReactNode
  own: string
  errorOf?: (path: string) => ReactNode
}>

/** Hours, or none of its own. */
export function HoursField({ label, value, onChange, none, noneText, own, errorOf }: Props) {
  const [before, setBefore] = useState<Hours | null>(null)

  function choose(kind: string) {
    if (kind === 'none') setBefore(value)
    onChange(kind === 'none' ? null : (before ?? firstHours()))
  }

  return (
    <Stack gap="md">
      <Radio.Group aria-label={label} value={value === null ? 'none' : 'own'} onChange={choose}>
        <Stack gap={8}>
          <Radio value="none" label={none} description={noneText} />
          <Radio value="own" label={own} />
        </Stack>
      </Radio.Group>
      {errorOf?.('') !== undefined && <Input.Error role="alert">{errorOf('')}</Input.Error>}
      {value !== null && (
        <HoursEditor
          value={value}
          onChange={onChange}
          {...(errorOf ? { errorOf: (path: string) => errorOf(`.${path}`) } : {})}
        />
      )}
    </Stack>
  )
}
