export type PasswordStrength = { kind: 'short'; missing: number } | { kind: 'weak' | 'fair' | 'strong' }

const minimum = 10

/**
 * A hint, not a gate: length counts most, then variety. Repetition and runs such as "abcdef" or "123456" add nothing,
 * so they are counted once.
 */
export function passwordStrength(password: string): PasswordStrength {
  const missing = minimum - password.length
  if (missing > 0) return { kind: 'short', missing }

  const length = effectiveLength(password)
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\d/, /[^\p{L}\d]/u].filter((kind) => kind.test(password)).length
  const score = length + (kinds - 1) * 2

  if (score < 11) return { kind: 'weak' }
  return { kind: score < 18 ? 'fair' : 'strong' }
}

function effectiveLength(password: string): number {
  const codes = [...password.toLowerCase()].map((character) => character.codePointAt(0)!)
  const surprising = codes.filter((code, index) => index === 0 || Math.abs(code - codes[index - 1]!) > 1)
  return Math.min(surprising.length, new Set(codes).size * 2)
}
