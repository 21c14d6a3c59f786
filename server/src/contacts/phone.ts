import { parsePhoneNumberFromString } from 'libphonenumber-js'

/** The number in E.164 when it is a whole international one; else as it was typed. Nothing typed is no number. */
export function normalizePhone(typed: string | null): string | null {
  const text = typed?.trim() ?? ''
  if (text === '') return null
  const parsed = parsePhoneNumberFromString(text, { extract: false })
  // E.164 has no place for an extension.
  return parsed && !parsed.ext ? parsed.number : text
}
