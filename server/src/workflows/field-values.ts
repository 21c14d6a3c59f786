import type { Field, FieldValue } from '@fairlead/sdk'

/**
 * What a run puts into a field, in the kind that the field has, where that says the same: texts with values are words,
 * and answers are numbers or words, whatever the field holds.
 *
 * @example inKindOf({ type: 'text' }, 4) // '4'
 */
export function inKindOf({ type }: Pick<Field, 'type'>, value: FieldValue): FieldValue {
  switch (type) {
    case 'text':
      return typeof value === 'string' ? inOneLine(value) : asText(value)
    case 'paragraph':
    case 'choice':
      return asText(value)
    case 'number':
      return typeof value === 'string' && /^\s*-?\d{1,15}(\.\d{1,15})?\s*$/.test(value) ? Number(value) : value
    case 'yes_no':
      return value === 'true' ? true : value === 'false' ? false : value
    case 'choices':
      return typeof value === 'number' || (typeof value === 'string' && value.trim() !== '')
        ? [String(value).trim()]
        : value
    case 'date':
    case 'link':
      return value
    default:
      return type satisfies never
  }
}

function inOneLine(text: string): string {
  return text.trim().replace(/\s*[\r\n]+\s*/g, ' ')
}

function asText(value: FieldValue): FieldValue {
  return typeof value === 'number' ? String(value) : value
}
