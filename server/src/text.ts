/**
 * The same value with text that PostgreSQL can store: without NUL characters, lone surrogates replaced. Anything may
 * come through a public door, and a text we cannot keep must not lose the message around it.
 */
export function withoutBadText<T>(value: T): T {
  if (typeof value === 'string') return clean(value) as T
  if (Array.isArray(value)) return value.map(withoutBadText) as T
  if (value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [clean(key), withoutBadText(item)])) as T
  }
  return value
}

function clean(text: string): string {
  return text.replaceAll('\0', '').toWellFormed()
}
