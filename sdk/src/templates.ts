import type { Template } from './contract/channel.ts'

type Values = Readonly<Record<string, string>>

type Use = Readonly<{ header: Values; body: Values }>

type Worded = Pick<Template, 'header' | 'body' | 'footer'>

const inUseForMs = 30 * 24 * 3_600_000

/** Whether the provider takes it now. */
export function isTemplateApproved({ status }: Pick<Template, 'status'>): boolean {
  return status === 'APPROVED'
}

/** Whether it was sent within the last thirty days and cannot be any more: somebody is going to miss it. */
export function isTemplateMissed(template: Pick<Template, 'status' | 'lastUsedAt'>, now: number): boolean {
  const { lastUsedAt } = template
  return !isTemplateApproved(template) && lastUsedAt !== null && Date.parse(lastUsedAt) > now - inUseForMs
}

/**
 * Everything that a customer reads of a template, in one text; a place without a value stays as it is written.
 *
 * @example
 * renderTemplate(template, { header: {}, body: { 1: 'Mara', 2: 'on its way' } }) // 'Hi Mara, your order is on its way.'
 */
export function renderTemplate({ header, body, footer }: Worded, use: Use): string {
  const parts = [fill(header?.text ?? '', use.header), fill(body.text, use.body), footer ?? '']
  return parts.filter((part) => part !== '').join('\n\n')
}

function fill(text: string, values: Values): string {
  return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (place, name: string) => values[name]?.trim() || place)
}
