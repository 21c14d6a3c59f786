import { NumberInput, type NumberInputProps } from '@mantine/core'
import { useTranslation } from '../../i18n/use-translation.ts'
import { short } from './widths.ts'

type Props = Omit<NumberInputProps, 'value' | 'onChange'> &
  Readonly<{ value: number | null; onChange: (limit: number | null) => void }>

/** A number of conversations; empty is no limit. */
export function LimitInput({ value, onChange, ...props }: Props) {
  const { t } = useTranslation()
  return (
    <NumberInput
      placeholder={t('noLimit')}
      min={0}
      max={10_000}
      allowDecimal={false}
      {...short}
      {...props}
      value={value ?? ''}
      onChange={(next) => onChange(typeof next === 'number' ? next : null)}
    />
  )
}
