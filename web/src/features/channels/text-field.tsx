import { TextInput } from '@mantine/core'
import { medium } from '../../ui/form/widths.ts'
import type { Fields } from './fields.ts'

type Props = Readonly<{
  fields: Fields
  path: string
  label: string
  hint?: string
  placeholder?: string
  isNumeric?: boolean
}>

/** An id or a name of the provider's: nothing that a browser should complete or correct. */
export function TextField({ fields, path, label, hint, placeholder, isNumeric = false }: Props) {
  return (
    <TextInput
      label={label}
      description={hint}
      placeholder={placeholder}
      inputMode={isNumeric ? 'numeric' : 'text'}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      {...medium}
      {...fields.of(path)}
    />
  )
}
