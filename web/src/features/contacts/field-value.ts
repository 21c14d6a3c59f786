import type { Contact } from '@fairlead/sdk'

export type FieldValue = Contact['fields'][string]
type Words = Readonly<{ yes: string; no: string }>

export function fieldText(value: FieldValue, { yes, no }: Words): string {
  if (typeof value === 'boolean') return value ? yes : no
  return value === null ? '' : String(value)
}

/** What was typed, as the kind of value it was before where it can still be one. An empty text removes the field. */
export function fieldValue(text: string, before: FieldValue, { yes, no }: Words): FieldValue {
  if (text === '') return null
  if (typeof before === 'number' && Number.isFinite(Number(text))) return Number(text)
  if (typeof before === 'boolean' && text.toLowerCase() === yes.toLowerCase()) return true
  if (typeof before === 'boolean' && text.toLowerCase() === no.toLowerCase()) return false
  return text
}
