import { parsePhoneNumberFromString } from 'libphonenumber-js'
import { matchKeys } from '../channels/whatsapp/index.ts'

/** The number in E.164 when it is a whole international one; else as it was typed. Nothing typed is no number. */
export function normalizePhone(typed: string | null): string | null {
  const text = typed?.trim() ?? ''
  if (text === '') return null
  const parsed = parsePhoneNumberFromString(text, { extract: false })
  // E.164 has no place for an extension.
  return parsed && !parsed.ext ? parsed.number : text
}

/**
 * The number as it may stand elsewhere: in Brazil, Mexico and Argentina the same phone has had several spellings, and
 * providers hold on to old ones.
 */
export function spellingsOf(phone: string): readonly string[] {
  if (!/^\+\d+$/.test(phone)) return [phone]
  return [phone, ...matchKeys(phone.slice(1)).map((digits) => `+${digits}`)]
}
