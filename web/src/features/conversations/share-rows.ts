import { replaceEqualDeep } from '@tanstack/react-query'

type Row = Readonly<{ id: string }>
type Pages = Readonly<{ pages: readonly Readonly<{ data: readonly Row[] }>[] }>

/**
 * What is the same row stays the same object, so that it is not drawn again. Rows are compared with what they were, and
 * not with what stood in their place: a conversation that moves to the top moves all the others.
 */
export function shareRows(before: unknown, after: unknown): unknown {
  if (!isPages(before) || !isPages(after)) return after
  const known = new Map(before.pages.flatMap(({ data }) => data).map((row) => [row.id, row]))
  const share = (row: Row): Row => {
    const same = known.get(row.id)
    return same === undefined || same === row ? row : replaceEqualDeep(same, row)
  }
  return { ...after, pages: after.pages.map((page) => ({ ...page, data: page.data.map(share) })) }
}

function isPages(data: unknown): data is Pages {
  return typeof data === 'object' && data !== null && 'pages' in data
}
