const mostCharacters = 200
const deepest = 20

/**
 * What stands at a place in JSON, such as `items[0].name`; undefined where there is nothing, and where the path is none.
 */
export function valueAt(json: unknown, path: string): unknown {
  const parts = partsOf(path)
  if (parts === null) return undefined

  let value = json
  for (const part of parts) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined
    // `length` is an array's own, and not of JSON.
    if (Array.isArray(value) && typeof part !== 'number') return undefined
    value = Reflect.get(value, part)
  }
  return value
}

function partsOf(path: string): readonly (string | number)[] | null {
  const text = path.trim()
  if (text === '' || text.length > mostCharacters) return null

  const parts: (string | number)[] = []
  const pattern = /(?:^|(?!^)\.)([^.[\]]+)|\[(\d{1,6})\]/y
  while (pattern.lastIndex < text.length) {
    const found = pattern.exec(text)
    if (found === null) return null
    parts.push(found[1] ?? Number(found[2]))
  }
  return parts.length <= deepest ? parts : null
}
