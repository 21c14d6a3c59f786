import type { ChannelType } from './list.ts'

/**
 * What has to be known of a type before anything is written: what fits into one message, and what can be offered at all.
 * The adapters' capabilities say the same, and more.
 */
export type Composing = Readonly<{
  /** The longest text in one message; what is longer goes as several. */
  text: Readonly<{ max: number; unit: 'utf16' | 'code_points' | 'bytes' }>
  /** Texts are paid for by the piece: 160 letters of the GSM alphabet, or 70 of any other. */
  isCountedInSegments: boolean
  /** Quick replies beside a text: how many, and how long each. */
  choices: Readonly<{ most: number; maxTitle: number }> | null
  /** After the contact's last message: hours in which anything may be written, and hours in which people may. */
  window: Readonly<{ hours: number; humanHours: number | null }> | null
  hasTemplates: boolean
  /** It has a subject, and others may get a copy. */
  isMail: boolean
  /** Marks in a text, such as `**bold**`, come out as what they mean. */
  hasFormatting: boolean
  /** The contact can be told that somebody is writing. */
  hasTyping: boolean
}>

const plain = {
  isCountedInSegments: false,
  choices: null,
  window: null,
  hasTemplates: false,
  isMail: false,
  hasFormatting: false,
  hasTyping: false,
} as const

const choices = { most: 13, maxTitle: 20 }
const humanAgent = { hours: 24, humanHours: 7 * 24 }

export const composing: Readonly<Record<ChannelType, Composing>> = {
  webchat: { ...plain, text: { max: 20_000, unit: 'utf16' } },
  whatsapp: {
    ...plain,
    text: { max: 4096, unit: 'utf16' },
    choices: { most: 10, maxTitle: 20 },
    window: { hours: 24, humanHours: null },
    hasTemplates: true,
    hasFormatting: true,
    hasTyping: true,
  },
  email: { ...plain, text: { max: 100_000, unit: 'utf16' }, isMail: true, hasFormatting: true },
  messenger: { ...plain, text: { max: 2000, unit: 'code_points' }, choices, window: humanAgent, hasTyping: true },
  instagram: { ...plain, text: { max: 1000, unit: 'bytes' }, choices, window: humanAgent, hasTyping: true },
  telegram: {
    ...plain,
    text: { max: 4096, unit: 'utf16' },
    choices: { most: 13, maxTitle: 64 },
    hasFormatting: true,
    hasTyping: true,
  },
  sms: { ...plain, text: { max: 1600, unit: 'utf16' }, isCountedInSegments: true },
  line: { ...plain, text: { max: 5000, unit: 'utf16' }, choices, hasTyping: true },
  tiktok: { ...plain, text: { max: 6000, unit: 'utf16' }, window: { hours: 48, humanHours: null }, hasTyping: true },
  api: { ...plain, text: { max: 20_000, unit: 'utf16' }, choices: { most: 13, maxTitle: 80 }, hasTyping: true },
}
