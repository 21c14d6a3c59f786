import { TextInput, type TextInputProps } from '@mantine/core'
import { useTranslation } from '../../../../../i18n/use-translation.ts'
import { filled, useDraft } from './use-draft.ts'

type Props = Omit<TextInputProps, 'value' | 'onChange'> & Readonly<{ value: string; onChange(text: string): void }>

/** A line that a workflow cannot do without: emptied, the old one stays until there is another. */
export function FilledField({ value, onChange, error, ...props }: Props) {
  const { t } = useTranslation('common')
  const { shown, change, isUnfit } = useDraft(value, filled, onChange)
  return (
    <TextInput
      {...props}
      value={shown}
      onChange={(event) => change(event.currentTarget.value)}
      error={isUnfit ? t('validation.required') : error}
    />
  )
}
