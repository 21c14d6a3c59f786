import { isDeepStrictEqual } from 'node:util'
import type { ProviderTemplate } from '../channels/channel.ts'
import { keyOfTemplate, type TemplateRow } from './row.ts'

/** All that the provider tells of one. */
export type Listed = Pick<
  TemplateRow,
  'name' | 'language' | 'provider_id' | 'status' | 'reason' | 'category' | 'quality' | 'content'
>

type Difference = Readonly<{ changed: readonly Listed[]; gone: readonly TemplateRow[] }>

/**
 * What has to be written so that the rows say what the provider's list says. What it told of a single one while it was
 * asked for all is younger than the list, which then says nothing of that one. `toldBefore`: when each had last been told
 * of, before the provider was asked.
 */
export function differenceOf(
  rows: readonly TemplateRow[],
  list: readonly ProviderTemplate[],
  toldBefore: ReadonlyMap<string, number>,
): Difference {
  const known = new Map(rows.map((row) => [keyOfTemplate(row), row]))
  const listed = new Map(list.map((template) => [keyOfTemplate(template), template]))
  const wasToldSince = (row: TemplateRow): boolean =>
    (row.told_at?.getTime() ?? 0) !== (toldBefore.get(keyOfTemplate(row)) ?? 0)

  return {
    changed: [...listed].flatMap(([key, template]) => {
      const row = known.get(key)
      if (row && wasToldSince(row)) return []
      const wanted = toListed(template, row)
      return row && isSame(row, wanted) ? [] : [wanted]
    }),
    gone: rows.filter((row) => !listed.has(keyOfTemplate(row)) && !wasToldSince(row)),
  }
}

function toListed(template: ProviderTemplate, row: TemplateRow | undefined): Listed {
  const { id, name, language, status, reason, category, quality, ...content } = template
  return {
    name,
    language,
    provider_id: id,
    status,
    // News give the reason at length, and of some states they alone give one.
    reason: row?.status === status ? (row.reason ?? reason) : reason,
    category,
    quality,
    content: structuredClone(content) as TemplateRow['content'],
  }
}

function isSame(row: TemplateRow, wanted: Listed): boolean {
  const { provider_id, status, reason, category, quality, content } = row
  const { name: _name, language: _language, ...other } = wanted
  return isDeepStrictEqual({ provider_id, status, reason, category, quality, content }, other)
}
