/**
 * The one place in which two values differ, such as `steps.2.text.texts.en`, where both hold a text or a number; null where
 * they differ otherwise. Tells typing in one field from everything else.
 */
export function typedPath(before: unknown, after: unknown): string | null {
  const path: string[] = []
  let [a, b] = [before, after]
  while (isBranch(a) && isBranch(b)) {
    const [left, right]: [Branch, Branch] = [a, b]
    const keys = Object.keys(left)
    if (keys.length !== Object.keys(right).length) return null
    const different = keys.filter((key) => !Object.hasOwn(right, key) || !isSame(left[key], right[key]))
    const [key] = different
    if (key === undefined || different.length > 1) return null
    path.push(key)
    a = left[key]
    b = right[key]
  }
  return isTyped(a) && typeof a === typeof b ? path.join('.') : null
}

type Branch = Readonly<Record<string, unknown>>

function isBranch(value: unknown): value is Branch {
  return typeof value === 'object' && value !== null
}

function isTyped(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number'
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || (isBranch(a) && isBranch(b) && JSON.stringify(a) === JSON.stringify(b))
}
