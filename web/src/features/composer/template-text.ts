import type { Template } from '@fairlead/sdk'

/** The values of a template's places, by the name of the place. */
export type TemplateValues = Readonly<{
  header: Readonly<Record<string, string>>
  body: Readonly<Record<string, string>>
  buttons: readonly Readonly<Record<string, string>>[]
}>

/** What a file in the header must be; null: it takes none. */
export function fileOf({ header }: Template): 'image' | 'video' | 'document' | null {
  switch (header?.format.toUpperCase()) {
    case 'IMAGE':
      return 'image'
    case 'VIDEO':
      return 'video'
    case 'DOCUMENT':
      return 'document'
    default:
      return null
  }
}

export function emptyValues(template: Template): TemplateValues {
  return {
    // A file goes along as an attachment: nothing is to be typed for it.
    header: blank(fileOf(template) === null ? (template.header?.parameters ?? []) : []),
    body: blank(template.body.parameters),
    buttons: template.buttons.map(({ parameters }) => blank(parameters)),
  }
}

export function isFilled({ header, body, buttons }: TemplateValues): boolean {
  return [header, body, ...buttons].every((values) => Object.values(values).every((value) => value.trim() !== ''))
}

/** The text as the customer will read it; a place without a value stays as it is written. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (place, name: string) => values[name]?.trim() || place)
}

/** Everything a customer reads of the template, in one text. */
export function previewOf(template: Template, values: TemplateValues): string {
  const header = template.header?.text ? fill(template.header.text, values.header) : null
  const parts = [header, fill(template.body.text, values.body), template.footer]
  return parts.filter((part) => part !== null && part !== '').join('\n\n')
}

const states = {
  APPROVED: 'approved',
  PENDING: 'pending',
  IN_APPEAL: 'in_appeal',
  REJECTED: 'rejected',
  PAUSED: 'paused',
  DISABLED: 'disabled',
  LIMIT_EXCEEDED: 'limit_exceeded',
  PENDING_DELETION: 'pending_deletion',
} as const

/** How far the provider's approval of it is; null: in a word that we do not know. */
export function approvalOf(status: string): (typeof states)[keyof typeof states] | null {
  const known = Object.entries(states).find(([name]) => name === status.toUpperCase())
  return known?.[1] ?? null
}

function blank(parameters: readonly string[]): Record<string, string> {
  return Object.fromEntries(parameters.map((parameter) => [parameter, '']))
}
