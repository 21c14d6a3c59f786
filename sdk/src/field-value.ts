import type { FieldValue } from './contract/contact.ts'
import type { Field } from './contract/field.ts'

/** Why a value does not fit its field. */
export type FieldFault =
  | 'not_text'
  | 'not_one_line'
  | 'not_number'
  | 'not_yes_no'
  | 'not_date'
  | 'not_option'
  | 'not_link'

/** A value as it is kept, or what is wrong with it. An empty one is null: the field goes. */
export function readFieldValue(
  { type, options }: Pick<Field, 'type' | 'options'>,
  given: FieldValue,
): { value: FieldValue; fault: null } | { value: null; fault: FieldFault } {
  const value = typeof given === 'string' ? given.trim() : given
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return fits(null)
  switch (type) {
    case 'text':
      if (typeof value !== 'string') return fails('not_text')
      return value.includes('\n') ? fails('not_one_line') : fits(value)
    case 'paragraph':
      return typeof value === 'string' ? fits(value) : fails('not_text')
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? fits(value) : fails('not_number')
    case 'yes_no':
      return typeof value === 'boolean' ? fits(value) : fails('not_yes_no')
    case 'date':
      return typeof value === 'string' && isDate(value) ? fits(value) : fails('not_date')
    case 'choice':
      return typeof value === 'string' && options.includes(value) ? fits(value) : fails('not_option')
    case 'choices':
      if (!Array.isArray(value) || value.some((one) => !options.includes(one))) return fails('not_option')
      return fits([...new Set(value)])
    case 'link':
      return typeof value === 'string' && isLink(value) ? fits(value) : fails('not_link')
    default:
      return type satisfies never
  }
}

function fits(value: FieldValue) {
  return { value, fault: null }
}

function fails(fault: FieldFault) {
  return { value: null, fault }
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}

// It is clicked: no script may stand there.
function isLink(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text)
}
