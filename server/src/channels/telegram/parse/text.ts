import { type Bag, bags, number, string, text } from '../../reading.ts'

/**
 * Text as a person reads it. Of what is marked in it only the addresses behind words are kept, since nobody could guess
 * them: `our shop (https://shop.example)`.
 */
export function parseText(value: unknown, entities: unknown): string {
  const words = string(value) ?? ''
  return bags(entities)
    .flatMap((entity) => linkIn(entity, words))
    .sort((one, other) => other.end - one.end)
    .reduce((read, { end, url }) => `${read.slice(0, end)} (${url})${read.slice(end)}`, words)
}

// Offsets count UTF-16 units, as JavaScript does.
function linkIn(entity: Bag, words: string): readonly Readonly<{ end: number; url: string }>[] {
  const url = entity.type === 'text_link' ? text(entity.url) : null
  const [offset, length] = [number(entity.offset), number(entity.length)]
  if (url === null || offset === null || length === null) return []

  const end = offset + length
  const isInside =
    Number.isInteger(offset) && Number.isInteger(length) && offset >= 0 && length > 0 && end <= words.length
  return !isInside || words.slice(offset, end) === url ? [] : [{ end, url }]
}
