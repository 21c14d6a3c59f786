import type { Template } from '@fairlead/sdk'

/** The values of a template's places, by the name of the place. */
export type TemplateValues = Readonly<{
  header: Readonly<Record<string, string>>
  body: Readonly<Record<string, string>>
  buttons: readonly Readonly<Record<string, string>>[]
}>

export function emptyValues(template: Template): TemplateValues {
  return {
    header: blank(template.header?.parameters ?? []),
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

function blank(parameters: readonly string[]): Record<string, string> {
  return Object.fromEntries(parameters.map((parameter) => [parameter, '']))
}
