/** By group: its name, and each sign with what it is called. */
export type EmojiGroups = readonly (readonly [
  group: string,
  emoji: readonly (readonly [sign: string, name: string])[],
])[]

const most = 120

/** Signs whose names have all of the words; those that begin so come first. */
export function findEmoji(groups: EmojiGroups, query: string): readonly (readonly [string, string])[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  const found = groups.flatMap(([, emoji]) => emoji.filter(([, name]) => words.every((word) => name.includes(word))))
  const begins = ([, name]: readonly [string, string]) => Number(!words.some((word) => name.startsWith(word)))
  return found.toSorted((one, other) => begins(one) - begins(other)).slice(0, most)
}
