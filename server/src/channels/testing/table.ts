import type { ChannelType } from '@fairlead/sdk'
import type { Capabilities, InboundFeature, OutboundFeature } from '../capabilities.ts'
import { channels } from '../list.ts'

const names: Readonly<Record<ChannelType, string>> = {
  webchat: 'Web chat',
  whatsapp: 'WhatsApp',
  email: 'E-mail',
  messenger: 'Messenger',
  instagram: 'Instagram',
  telegram: 'Telegram',
  sms: 'SMS, MMS',
  line: 'LINE',
  tiktok: 'TikTok',
  api: 'API',
}

const comesIn: Readonly<Record<InboundFeature, string>> = {
  text: 'text',
  image: 'image',
  audio: 'audio',
  voice: 'voice note',
  video: 'video',
  document: 'file',
  sticker: 'sticker',
  location: 'location',
  contacts: 'contact card',
  reply: 'reply',
  choice: 'button, choice',
  referral: 'referral',
  story: 'story',
  edit: 'edit',
  deletion: 'deletion',
  reaction: 'reaction',
  delivered: 'delivered',
  read: 'read',
  echo: 'echo',
  opt_out: 'opt-out',
  block: 'block',
  automatic: 'automatic',
}

const goesOut: Readonly<Record<OutboundFeature, string>> = {
  text: 'text',
  image: 'image',
  audio: 'audio',
  voice: 'voice note',
  video: 'video',
  document: 'file',
  reply: 'reply',
  choice: 'choices',
  template: 'template',
  typing: 'typing',
  mark_read: 'read mark',
}

const begin = '<!-- What follows is written by `node scripts/channel-table.ts` from what the adapters declare. -->'
const end = '<!-- So far. -->'

/** The page with its tables as the adapters declare them today. */
export function withTables(page: string): string {
  const [before, rest] = page.split(begin)
  const after = rest?.split(end)[1]
  if (before === undefined || after === undefined) throw new Error('The page has no place for the tables.')
  return `${before}${begin}\n\n${tables()}\n\n${end}${after}`
}

function tables(): string {
  const types = Object.entries(channels).map(([type, { capabilities }]) => ({
    link: `[${nameOf(type)}](${type}.md)`,
    capabilities,
  }))
  return [
    '## What comes in',
    table(
      ['', ...Object.values(comesIn)],
      types.map(({ link, capabilities }) => [link, ...marks(Object.keys(comesIn), capabilities.receives)]),
    ),
    '## What goes out',
    table(
      ['', ...Object.values(goesOut)],
      types.map(({ link, capabilities }) => [link, ...marks(Object.keys(goesOut), capabilities.sends)]),
    ),
    '## Within which limits',
    table(
      ['', 'text', 'beside a file', 'files in a message', 'largest file', 'may be answered for', 'choices'],
      types.map(({ link, capabilities }) => [link, ...limits(capabilities)]),
    ),
  ].join('\n\n')
}

function nameOf(type: string): string {
  return Object.entries(names).find(([name]) => name === type)?.[1] ?? type
}

function marks(features: readonly string[], declared: readonly string[]): readonly string[] {
  return features.map((feature) => (declared.includes(feature) ? '●' : ''))
}

function limits({ text, maxCaption, attachments, window, choices }: Capabilities): readonly string[] {
  const { perMessage, maxBytes } = attachments
  const unit = text.unit === 'bytes' ? 'bytes' : 'characters'
  return [
    `${text.max.toLocaleString('en')} ${unit}`,
    maxCaption === 0 ? 'no text' : `${maxCaption.toLocaleString('en')} ${unit}`,
    perMessage === 0 ? 'none' : String(perMessage),
    perMessage === 0 ? '' : sizeOf(maxBytes),
    windowOf(window),
    choices === null ? 'none' : `${choices.most} of ${choices.maxTitle} characters`,
  ]
}

function sizeOf(bytes: number): string {
  const megabyte = 1024 * 1024
  return bytes < megabyte ? `${Math.floor(bytes / 1024)} KB` : `${Math.floor(bytes / megabyte)} MB`
}

function windowOf(window: Capabilities['window']): string {
  if (window === null) return 'ever'
  const { hours, humanHours, most } = window
  return [
    `${hours} hours`,
    ...(humanHours === null ? [] : [`${humanHours} hours by people`]),
    ...(most === null ? [] : [`${most} messages`]),
  ].join(', ')
}

// In columns, as the formatter would write it: the first to the left, the others in the middle.
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) => Math.max(3, ...[head, ...rows].map((cells) => cells[column]!.length)))
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : centred(cell, widths[column]!))).join(' | ')} |`
  const rule = widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `:${'-'.repeat(width - 2)}:`))
  return [line(head), `| ${rule.join(' | ')} |`, ...rows.map(line)].join('\n')
}

function centred(text: string, width: number): string {
  return text.padStart(text.length + Math.floor((width - text.length) / 2)).padEnd(width)
}
