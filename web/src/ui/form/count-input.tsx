import { NumberInput, type NumberInputProps } from '@mantine/core'
import { useState } from 'react'

type Props = Omit<NumberInputProps, 'value' | 'onChange' | 'onBlur'> &
  Readonly<{ value: number; onChange: (count: number) => void }>

/** A number that is always there: emptied and left, the field takes it back. */
export function CountInput({ value, onChange, ...props }: Props) {
  const [isEmptied, setEmptied] = useState(false)
  return (
    <NumberInput
      min={0}
      allowDecimal={false}
      allowNegative={false}
      {...props}
      value={isEmptied ? '' : value}
      onChange={(next) => {
        setEmptied(typeof next !== 'number')
        if (typeof next === 'number') onChange(next)
      }}
      onBlur={() => setEmptied(false)}
    />
  )
}
