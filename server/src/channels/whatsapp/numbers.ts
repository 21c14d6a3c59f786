/**
 * A WhatsApp id is a phone number's digits, mostly. In three countries it may be an older or newer spelling of the number
 * that people know, so it is kept as it came, written to as it came, and only looked up by its other spellings.
 */
export function isPhoneId(value: string): boolean {
  return /^\d{3,32}$/.test(value)
}

/** The other spellings of the same number, for looking up and never for sending. */
export function matchKeys(waId: string): readonly string[] {
  const keys = [...brazil(waId), ...mexico(waId), ...argentina(waId)]
  return [...new Set(keys)].filter((key) => key !== waId)
}

/** As the country's numbering plan spells it today. */
export function e164(waId: string): string {
  const mobile = /^55(\d{2})([6-9]\d{7})$/.exec(waId)
  if (mobile) return `+55${mobile[1]}9${mobile[2]}`

  const mexican = /^521(\d{10})$/.exec(waId)
  if (mexican) return `+52${mexican[1]}`

  return `+${waId}`
}

// Mobiles gained a ninth digit; landlines, which begin with 2 to 5, did not.
function brazil(waId: string): readonly string[] {
  const [, area, subscriber] = /^55(\d{2})9?([6-9]\d{7})$/.exec(waId) ?? []
  return area === undefined ? [] : [`55${area}${subscriber}`, `55${area}9${subscriber}`]
}

// Mobiles lost the 1 after the country code.
function mexico(waId: string): readonly string[] {
  const [, national] = /^521?(\d{10})$/.exec(waId) ?? []
  return national === undefined ? [] : [`52${national}`, `521${national}`]
}

// Mobiles have a 9 after the country code when called from abroad, and a 15 after the area code when called at home.
function argentina(waId: string): readonly string[] {
  const national = /^549?(\d{10})$/.exec(waId)?.[1] ?? withoutFifteen(waId)
  if (national === undefined) return []

  const atHome = areaLengths(national).map((length) => `54${national.slice(0, length)}15${national.slice(length)}`)
  return [`54${national}`, `549${national}`, ...atHome]
}

function withoutFifteen(waId: string): string | undefined {
  const [, area, subscriber] = /^54(11(?=15\d{8}$)|\d{3}(?=15\d{7}$)|\d{4}(?=15\d{6}$))15(\d+)$/.exec(waId) ?? []
  return area === undefined ? undefined : `${area}${subscriber}`
}

// Buenos Aires is 11. Elsewhere three or four digits, which cannot be told apart without a table.
function areaLengths(national: string): readonly number[] {
  return national.startsWith('11') ? [2] : [3, 4]
}
