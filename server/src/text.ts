/**
 * The same value with text that PostgreSQL can store: without NUL characters, lone surrogates replaced. Anything may
 * come through a public door, and a text we cannot keep must not lose the message around it.
 */
export function withoutBadText<T>(value: T): T {
  if (typeof value === 'string') return clean(value) as T
  if (Array.isArray(value)) return sameOr(value, value.map(withoutBadText)) as T
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return value

  let isClean = true
  for (const [key, item] of Object.entries(value)) {
    if (clean(key) !== key || withoutBadText(item) !== item) isClean = false
  }
  // Nearly everything is, and then nothing is copied.
  if (isClean) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [clean(key), withoutBadText(item)])) as T
}

function sameOr(before: readonly unknown[], after: readonly unknown[]): readonly unknown[] {
  return after.every((item, index) => item === before[index]) ? before : after
}

function clean(text: string): string {
  return text.includes('\0') || !text.isWellFormed() ? text.replaceAll('\0', '').toWellFormed() : text
}
