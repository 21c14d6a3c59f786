import { isObject, type JsonObject } from '../desk/json.ts'
import type { Files } from './files.ts'
import { requireObject, requireOneOf, requireText } from './json.ts'
import { unfitness } from './media-rules.ts'
import { GraphRefusal, invalid, missing } from './refusal.ts'
import { templateId } from './reviews.ts'

export type TemplateComponent = Readonly<{
  type: 'HEADER' | 'BODY' | 'FOOTER' | 'BUTTONS'
  format?: 'TEXT' | 'IMAGE' | 'VIDEO' | 'DOCUMENT' | 'LOCATION'
  text?: string
  buttons?: readonly Readonly<{ type: string; text: string; url?: string; phone_number?: string }>[]
}>

export type EmulatedTemplate = Readonly<{
  name: string
  language: string
  status: string
  category: string
  parameter_format: 'POSITIONAL' | 'NAMED'
  components: readonly TemplateComponent[]
}>

export const exampleTemplates: readonly EmulatedTemplate[] = [
  {
    name: 'order_update',
    language: 'en_US',
    status: 'APPROVED',
    category: 'UTILITY',
    parameter_format: 'POSITIONAL',
    components: [
      { type: 'HEADER', format: 'TEXT', text: 'Order {{1}}' },
      { type: 'BODY', text: 'Hi {{1}}, your order is {{2}}.' },
      { type: 'FOOTER', text: 'Example Shop' },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'URL', text: 'Track', url: 'https://shop.example/t/{{1}}' },
          { type: 'QUICK_REPLY', text: 'Talk to us' },
        ],
      },
    ],
  },
  {
    name: 'appointment_reminder',
    language: 'de',
    status: 'APPROVED',
    category: 'UTILITY',
    parameter_format: 'NAMED',
    components: [{ type: 'BODY', text: 'Guten Tag {{first_name}}, wir sehen uns am {{day}}.' }],
  },
  {
    name: 'we_are_back',
    language: 'en',
    status: 'APPROVED',
    category: 'MARKETING',
    parameter_format: 'POSITIONAL',
    components: [{ type: 'BODY', text: 'We are back. May we help you?' }],
  },
  {
    name: 'invoice_ready',
    language: 'en',
    status: 'APPROVED',
    category: 'UTILITY',
    parameter_format: 'POSITIONAL',
    components: [
      { type: 'HEADER', format: 'DOCUMENT' },
      { type: 'BODY', text: 'Invoice {{1}} is attached.' },
    ],
  },
  {
    name: 'summer_sale',
    language: 'en',
    status: 'PAUSED',
    category: 'MARKETING',
    parameter_format: 'POSITIONAL',
    components: [{ type: 'BODY', text: 'Everything must go.' }],
  },
]

/** A page of the list, as Graph pages: the last one has cursors too, but no `next`. */
export function pageOf(templates: readonly EmulatedTemplate[], query: URLSearchParams, baseUrl: string): object {
  const limit = Math.min(Math.max(Number(query.get('limit') ?? 25) || 25, 1), 100)
  const start = Number(Buffer.from(query.get('after') ?? '', 'base64').toString()) || 0
  const rows = templates.slice(start, start + limit)
  const cursor = (index: number): string => Buffer.from(String(index)).toString('base64')
  const hasMore = start + rows.length < templates.length

  return {
    data: rows.map((row, index) => ({ id: templateId(start + index), ...row })),
    ...(rows.length > 0 && {
      paging: {
        cursors: { before: cursor(start), after: cursor(start + rows.length) },
        ...(hasMore && { next: `${baseUrl}/next-page-with-a-token-in-it?after=${cursor(start + rows.length)}` }),
      },
    }),
  }
}

/** Checks the use of a template and returns what the customer reads. */
export function useTemplate(value: unknown, templates: readonly EmulatedTemplate[], files: Files): string {
  const use = requireObject(value, 'template', ['name', 'language', 'components', 'namespace'])
  const name = requireText(use.name, "template['name']", 512)
  const language = requireObject(use.language, "template['language']", ['code', 'policy'])
  const template = approved(name, requireText(language.code, "template['language']['code']", 20), templates)
  const components = Array.isArray(use.components) ? use.components : []
  const used = components.map((component) =>
    requireObject(component, "template['components']", ['type', 'parameters', 'sub_type', 'index']),
  )
  for (const component of used) requireOneOf(lower(component.type), 'type', ['header', 'body', 'button'])

  const parametersOf = (type: string): readonly JsonObject[] =>
    objects(used.find((component) => lower(component.type) === type)?.parameters)
  const body = template.components.find(({ type }) => type === 'BODY')?.text ?? ''

  checkHeader(template, parametersOf('header'), files)
  const values = checkTexts(body, parametersOf('body'), template, 'body')
  checkButtons(
    template,
    used.filter((component) => lower(component.type) === 'button'),
  )
  return [...values].reduce((words, [key, filled]) => words.replaceAll(`{{${key}}}`, filled), body)
}

function approved(name: string, language: string, templates: readonly EmulatedTemplate[]): EmulatedTemplate {
  const template = templates.find((one) => one.name === name && one.language === language)

  if (template?.status === 'PAUSED') throw new GraphRefusal(132015, 'Template is paused')
  if (template?.status === 'DISABLED') throw new GraphRefusal(132016, 'Template is disabled')
  if (template?.status !== 'APPROVED') {
    throw new GraphRefusal(132001, 'Template name does not exist in the translation', {
      status: 404,
      details: `template name (${name}) does not exist in ${language}`,
    })
  }
  return template
}

function checkHeader(template: EmulatedTemplate, parameters: readonly JsonObject[], files: Files): void {
  const header = template.components.find(({ type }) => type === 'HEADER')
  const format = header?.format ?? 'TEXT'
  if (format === 'TEXT') {
    checkTexts(header?.text ?? '', parameters, template, 'header')
    return
  }

  const kind = format.toLowerCase()
  const [parameter] = parameters
  if (parameters.length !== 1 || parameter?.type !== kind) throw mismatch(`header: Format mismatch, expected ${format}`)
  if (kind === 'location') return

  const medium = requireObject(parameter[kind], kind, ['id', 'link', 'filename'])
  if (typeof medium.link === 'string') return
  const file = files.get(requireText(medium.id, `${kind}['id']`, 64))
  const isKnownKind = kind === 'image' || kind === 'video' || kind === 'document'
  if (file === null || !isKnownKind || unfitness(kind, file) !== null) throw mismatch(`header: no such ${kind}`)
}

function checkTexts(
  words: string,
  parameters: readonly JsonObject[],
  template: EmulatedTemplate,
  where: string,
): ReadonlyMap<string, string> {
  const expected = [...new Set([...words.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? ''))]
  if (parameters.length !== expected.length) {
    throw new GraphRefusal(132000, 'Number of parameters does not match the expected number of params', {
      details: `${where}: number of localizable_params (${parameters.length}) does not match the expected number of params (${expected.length})`,
    })
  }

  const isNamed = template.parameter_format === 'NAMED'
  return new Map(
    parameters.map((parameter, index) => {
      if (parameter.type !== 'text') throw mismatch(`${where}: expected text`)
      const name = isNamed ? String(parameter.parameter_name) : `${index + 1}`
      if (isNamed ? !expected.includes(name) : parameter.parameter_name !== undefined) {
        throw mismatch(`${where}: parameter name ${String(parameter.parameter_name)} does not fit`)
      }
      return [name, plain(requireText(parameter.text, 'text', 1024), where)]
    }),
  )
}

function checkButtons(template: EmulatedTemplate, used: readonly JsonObject[]): void {
  const buttons = template.components.find(({ type }) => type === 'BUTTONS')?.buttons ?? []

  for (const [index, button] of buttons.entries()) {
    const isFilled = used.some((component) => Number(component.index) === index)
    if (button.url?.includes('{{') && !isFilled) throw missing(`button at index ${index} of type Url`)
  }
  for (const component of used) {
    const button = buttons[Number(component.index)]
    if (button === undefined || lower(component.sub_type) !== lower(button.type)) {
      throw mismatch(`button at index ${String(component.index)}: sub_type ${String(component.sub_type)} does not fit`)
    }
    const [parameter = {}, ...others] = objects(component.parameters)
    const key = button.type === 'QUICK_REPLY' ? 'payload' : 'text'
    if (others.length > 0 || parameter.type !== key) throw invalid('parameters', `must be one ${key}`)
    plain(requireText(parameter[key], key, 2000), 'button')
  }
}

function plain(text: string, where: string): string {
  if (/[\r\n\t]| {5,}/.test(text)) {
    throw new GraphRefusal(132018, 'Template parameter format is wrong', {
      details: `${where}: Param text cannot have new-line/tab characters or more than 4 consecutive spaces`,
    })
  }
  return text
}

function mismatch(details: string): GraphRefusal {
  return new GraphRefusal(132012, 'Parameter format does not match format in the created template', { details })
}

function objects(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : []
}

function lower(value: unknown): string {
  return String(value).toLowerCase()
}
