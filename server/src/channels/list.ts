import type { ChannelType } from '@fairlead/sdk'
import { api } from './api/index.ts'
import type { Capabilities } from './capabilities.ts'
import type { Channel } from './channel.ts'
import { email } from './email/index.ts'
import { instagram } from './instagram/index.ts'
import { line } from './line/index.ts'
import { messenger } from './messenger/index.ts'
import { sms } from './sms/index.ts'
import { telegram } from './telegram/index.ts'
import { tiktok } from './tiktok/index.ts'
import { webchat } from './webchat/index.ts'
import { whatsapp } from './whatsapp/index.ts'

/** An adapter whose settings and secrets were checked against its type when they were stored. */
export type AnyChannel = Channel<Record<string, unknown>, Record<string, unknown>>

type Listed = Readonly<{ capabilities: Capabilities; adapter: AnyChannel | null }>

/** Every channel type there is. `adapter` null: the server speaks to the contact itself, no provider in between. */
export const channels: Readonly<Record<ChannelType, Listed>> = {
  webchat: { capabilities: webchat, adapter: null },
  whatsapp: listed(whatsapp),
  email: listed(email),
  messenger: listed(messenger),
  instagram: listed(instagram),
  telegram: listed(telegram),
  sms: listed(sms),
  line: listed(line),
  tiktok: listed(tiktok),
  api: listed(api),
}

// Whoever is given settings and secrets of another type is given a channel of another type.
function listed<Settings, Secrets>(adapter: Channel<Settings, Secrets>): Listed {
  return { capabilities: adapter.capabilities, adapter: adapter as unknown as AnyChannel }
}
