import type { Field, FieldValue } from '@fairlead/sdk'
import { FieldControl } from './field-control.tsx'

type Values = Readonly<Record<string, FieldValue>>
type Props = Readonly<{
  fields: readonly Field[]
  values: Values
  /** Only the field given changes; null takes its value away. */
  onChange(values: Record<string, FieldValue>): Promise<unknown>
}>

/** The custom fields with their values, each changed where it stands. */
export function FieldRows({ fields, values, onChange }: Props) {
  return fields.map((field) => (
    <FieldControl
      key={field.id}
      field={field}
      value={values[field.key] ?? null}
      onSave={(value) => onChange({ [field.key]: value })}
    />
  ))
}
