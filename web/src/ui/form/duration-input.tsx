import { Group, Input, NativeSelect } from '@mantine/core'
import { type ReactNode, useId, useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { CountInput } from './count-input.tsx'
import { type DurationUnit, durationUnits, unitOf, unitsWithin } from './duration-units.ts'

type Props = Readonly<{
  label: string
  description?: ReactNode
  /** In minutes. */
  value: number
  onChange: (minutes: number) => void
  min?: number
  max: number
  error?: ReactNode
}>

/** A length of time as a number and its unit. */
export function DurationInput({ label, description, value, onChange, min = 0, max, error }: Props) {
  const { t } = useTranslation()
  const id = useId()
  const [chosen, setChosen] = useState<DurationUnit>(unitOf(value))
  // A value set from elsewhere may not fit the unit that was chosen.
  const unit = value % durationUnits[chosen] === 0 ? chosen : unitOf(value)
  const size = durationUnits[unit]
  const units = unitsWithin(max)

  function choose(next: DurationUnit) {
    setChosen(next)
    const minutes = (value / size) * durationUnits[next]
    onChange(Math.min(Math.max(minutes, min), Math.floor(max / durationUnits[next]) * durationUnits[next]))
  }

  return (
    <Input.Wrapper id={id} label={label} description={description} error={error}>
      <Group gap={6} wrap="nowrap" mt={description === undefined ? 0 : 4}>
        <CountInput
          id={id}
          w={92}
          min={Math.ceil(min / size)}
          max={Math.floor(max / size)}
          value={value / size}
          onChange={(count) => onChange(count * size)}
          error={Boolean(error)}
        />
        <NativeSelect
          aria-label={t('duration.unitOf', { label })}
          w={108}
          data={units.map((each) => ({ value: each, label: t(`duration.${each}`) }))}
          value={unit}
          onChange={(event) => choose(units.find((each) => each === event.currentTarget.value) ?? unit)}
        />
      </Group>
    </Input.Wrapper>
  )
}
