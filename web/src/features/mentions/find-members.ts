import type { Member } from '@fairlead/sdk'

/** Whose name, or any word of it, begins like this. */
export function findMembers(members: readonly Member[], query: string, language: string): readonly Member[] {
  const wanted = fold(query)
  return members
    .filter(({ name }) => [fold(name), ...fold(name).split(/\s+/)].some((part) => part.startsWith(wanted)))
    .toSorted((one, other) => one.name.localeCompare(other.name, language))
}

function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').replace(/đ/giu, 'd').toLowerCase()
}
