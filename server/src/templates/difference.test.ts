import assert from 'node:assert/strict'
import { test } from 'node:test'
import { differenceOf } from './difference.ts'
import { keyOfTemplate, type TemplateRow } from './row.ts'
import { providerTemplate } from './testing.ts'

test('what is as it was is not written again', () => {
  assert.deepEqual(differenceOf([row()], [providerTemplate()], before([row()])), { changed: [], gone: [] })
})

test('writes what is new and what has changed, and names what is gone', () => {
  const rows = [row(), row({ name: 'summer_sale' })]
  const list = [providerTemplate({ status: 'PAUSED' }), providerTemplate({ language: 'de' })]

  const { changed, gone } = differenceOf(rows, list, before(rows))

  assert.deepEqual(
    changed.map(({ name, language, status }) => [name, language, status]),
    [
      ['order_update', 'en_US', 'PAUSED'],
      ['order_update', 'de', 'APPROVED'],
    ],
  )
  assert.deepEqual(
    gone.map(({ name }) => name),
    ['summer_sale'],
  )
})

test('what was told while the provider was asked stays, whatever the list says', () => {
  const rows = [row({ told_at: new Date(2000) }), row({ name: 'summer_sale', told_at: new Date(2000) })]
  const toldBefore = new Map([[keyOfTemplate(rows[0]!), 1000]])

  assert.deepEqual(differenceOf(rows, [providerTemplate({ status: 'PENDING' })], toldBefore), { changed: [], gone: [] })
})

test('the reason that news gave stays as long as the state does', () => {
  const known = row({ status: 'REJECTED', reason: 'Two variables stand beside each other.' })
  const listed = providerTemplate({ status: 'REJECTED', reason: 'INVALID_FORMAT' })

  assert.deepEqual(differenceOf([known], [listed], before([known])).changed, [])
  const approved = differenceOf([known], [providerTemplate()], before([known])).changed
  assert.deepEqual([approved[0]?.status, approved[0]?.reason], ['APPROVED', null])
})

test('a template that is listed twice is one', () => {
  const { changed } = differenceOf([], [providerTemplate(), providerTemplate({ status: 'PAUSED' })], new Map())
  assert.deepEqual(
    changed.map(({ status }) => status),
    ['PAUSED'],
  )
})

function before(rows: readonly TemplateRow[]): ReadonlyMap<string, number> {
  return new Map(rows.map((one) => [keyOfTemplate(one), one.told_at?.getTime() ?? 0]))
}

function row(given: Partial<TemplateRow> = {}): TemplateRow {
  const { id, parameterFormat, header, body, footer, buttons, ...told } = structuredClone(providerTemplate())
  return {
    workspace_id: 'a workspace',
    channel_id: 'a channel',
    provider_id: id,
    ...told,
    content: { parameterFormat, header, body, footer, buttons } as TemplateRow['content'],
    told_at: null,
    last_used_at: null,
    ...given,
  }
}
