const most = 8

/** The last searches and this one: each once, the newest first. */
export function withSearch(searches: readonly string[], q: string): readonly string[] {
  const text = q.trim()
  if (text === '') return searches
  return [text, ...searches.filter((each) => each !== text)].slice(0, most)
}
