import type { OutboundMessage, Refusal } from '../channel.ts'
import { mediaKind } from './media.ts'

type Template = NonNullable<OutboundMessage['template']>
type Attachment = OutboundMessage['attachments'][number] | null
type Values = Readonly<Record<string, string>>
type Component = Readonly<Record<string, unknown>>
type Rendered = Readonly<{ kind: 'rendered'; value: Readonly<Record<string, unknown>> }>

/**
 * Shapes the use of a template. The template itself is with the provider; what kind of thing a value fills in is told by
 * its name, the same names that the list of templates gives: `1`, `2` for positions, words for named parameters,
 * `image`, `video`, `document` and `latitude`, `longitude` in a header, `payload`, `coupon_code`, `flow_token` on buttons.
 */
export function renderTemplate(template: Template, attachment: Attachment): Rendered | Refusal {
  const problem = problemOf(template, attachment)
  if (problem !== null) return { kind: 'refused', code: 'template_error', detail: problem }

  const { name, language, header, body, buttons } = template
  const components = [...headerOf(header, attachment), ...bodyOf(body), ...buttons.flatMap(buttonOf)]
  const filling = components.length > 0 ? { components } : {}
  return { kind: 'rendered', value: { name, language: { code: language }, ...filling } }
}

function problemOf({ header, body, buttons }: Template, attachment: Attachment): string | null {
  if (attachment !== null && attachment.mediaId === null) return 'the attachment was not uploaded'
  if (buttons.some((values) => Object.keys(values).length > 1)) return 'a button takes one parameter'

  return (
    problemOfNames(header, 'header') ??
    problemOfNames(body, 'body') ??
    [header, body, ...buttons].map(problemOfValues).find((problem) => problem !== null) ??
    null
  )
}

/** Positions must be whole (`1` to `n`); mixing them with names leaves open which is which. */
function problemOfNames(values: Values, where: string): string | null {
  const names = Object.keys(values)
  const positions = names.filter(isPosition)

  if (positions.length === 0) return null
  if (positions.length < names.length) return `the ${where} mixes positions and names`
  const isWhole = positions.every((_, index) => positions.includes(`${index + 1}`))
  return isWhole ? null : `the ${where} lacks a parameter among 1 to ${positions.length}`
}

function problemOfValues(values: Values): string | null {
  const empty = Object.entries(values).find(([, value]) => value.trim() === '')
  return empty === undefined ? null : `parameter ${empty[0]} is empty`
}

function headerOf(values: Values, attachment: Attachment): readonly Component[] {
  if (attachment !== null) return [{ type: 'header', parameters: [attached(attachment)] }]

  const { latitude, longitude, name, address } = values
  if (latitude !== undefined && longitude !== undefined) {
    const place = {
      latitude,
      longitude,
      ...(name && { name: clean(name) }),
      ...(address && { address: clean(address) }),
    }
    return [{ type: 'header', parameters: [{ type: 'location', location: place }] }]
  }

  const medium = mediumOf(values)
  if (medium !== null) return [{ type: 'header', parameters: [medium] }]

  const parameters = texts(values)
  return parameters.length === 0 ? [] : [{ type: 'header', parameters }]
}

function attached({ mediaId, name, ...attachment }: NonNullable<Attachment>): Component {
  const kind = mediaKind({ ...attachment, name }, true)
  return { type: kind, [kind]: kind === 'document' ? { id: mediaId, filename: name } : { id: mediaId } }
}

// A header of text may well have a parameter called `document`, so the value has to look like a medium too.
function mediumOf(values: Values): Component | null {
  const [[kind, value] = [], ...others] = Object.entries(values)
  if (kind === undefined || value === undefined || others.length > 0) return null
  if (!/^(image|video|document)$/.test(kind) || !/^(\d{5,}|https?:\/\/\S+)$/.test(value)) return null

  return { type: kind, [kind]: value.startsWith('http') ? { link: value } : { id: value } }
}

function bodyOf(values: Values): readonly Component[] {
  const parameters = texts(values)
  return parameters.length === 0 ? [] : [{ type: 'body', parameters }]
}

function buttonOf(values: Values, index: number): readonly Component[] {
  return Object.entries(values).map(([name, value]) => ({
    type: 'button',
    index: `${index}`,
    ...buttonParameter(name, value),
  }))
}

function buttonParameter(name: string, value: string): Component {
  switch (name) {
    case 'payload':
      return { sub_type: 'quick_reply', parameters: [{ type: 'payload', payload: clean(value) }] }
    case 'coupon_code':
      return { sub_type: 'copy_code', parameters: [{ type: 'coupon_code', coupon_code: clean(value) }] }
    case 'flow_token':
      return { sub_type: 'flow', parameters: [{ type: 'action', action: { flow_token: value } }] }
    default:
      return { sub_type: 'url', parameters: [{ type: 'text', text: clean(value) }] }
  }
}

function texts(values: Values): readonly Component[] {
  const names = Object.keys(values)
  if (names.every(isPosition)) {
    return names.map((_, index) => ({ type: 'text', text: clean(values[`${index + 1}`] ?? '') }))
  } else {
    return names.map((name) => ({ type: 'text', parameter_name: name, text: clean(values[name] ?? '') }))
  }
}

function isPosition(name: string): boolean {
  return /^\d+$/.test(name)
}

// The provider refuses parameters with line breaks, tabs or more than four spaces in a row.
function clean(value: string): string {
  return value
    .replace(/\s*[\r\n\t\v\f\u0085\u2028\u2029]\s*/g, ' ')
    .replace(/ {4,}/g, '   ')
    .trim()
}
