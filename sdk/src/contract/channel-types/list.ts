import { z } from 'zod'
import { api } from './api.ts'
import type { ChannelTypeContract } from './channel-type.ts'
import { email } from './email.ts'
import { instagram } from './instagram.ts'
import { line } from './line.ts'
import { messenger } from './messenger.ts'
import { sms } from './sms.ts'
import { telegram } from './telegram.ts'
import { tiktok } from './tiktok.ts'
import { webchat } from './webchat.ts'
import { whatsapp } from './whatsapp.ts'

/** The types of channels, as people look for them. */
export const channelType = z.enum([
  'webchat',
  'whatsapp',
  'email',
  'messenger',
  'instagram',
  'telegram',
  'sms',
  'line',
  'tiktok',
  'api',
])
export type ChannelType = z.infer<typeof channelType>

export const channelTypes = {
  webchat,
  whatsapp,
  email,
  messenger,
  instagram,
  telegram,
  sms,
  line,
  tiktok,
  api,
} as const satisfies Record<ChannelType, ChannelTypeContract>
