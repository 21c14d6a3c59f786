/** A word of the address: `?teamId=…`, where it is one. */
export function searchText<K extends string>(search: Record<string, unknown>, key: K): { [P in K]?: string } {
  const value = search[key]
  return typeof value === 'string' ? ({ [key]: value } as { [P in K]?: string }) : {}
}
