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

function blank(parameters: readonly string[]): Record<string, string> {
  return Object.fromEntries(parameters.map((parameter) => [parameter, '']))
}
