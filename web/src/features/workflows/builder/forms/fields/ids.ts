const longest = 40

/**
 * What a choice, a branch or a part is called inside, made of what people call it: it stays the same when they call it
 * otherwise later, since what follows hangs on it.
 */
export function idFrom(title: string, taken: readonly string[]): string {
  const words = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, longest - 4)
    .replace(/-+$/, '')
  // A title without a Latin letter or digit.
  return free(words === '' ? 'part' : words, taken, words === '')
}

/** The name of a variable, made of what somebody typed: `Order number` is `order_number`. */
export function variableFrom(typed: string): string {
  return typed
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[_0-9]+/, '')
    .slice(0, 60)
}

function free(words: string, taken: readonly string[], isNumbered: boolean): string {
  const names = new Set(taken)
  if (!isNumbered && !names.has(words)) return words
  for (let number = isNumbered ? 1 : 2; ; number++) {
    const id = `${words}-${number}`
    if (!names.has(id)) return id
  }
}
