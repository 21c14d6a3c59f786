import type { ChannelType } from '@fairlead/sdk'
import type { Capabilities, Channel } from './channel.ts'
import { webchat } from './webchat/index.ts'
import { whatsapp } from './whatsapp/index.ts'

/** Every channel type there is. `adapter` null: the server speaks to the contact itself, no provider in between. */
export const channels = {
  webchat: { capabilities: webchat, adapter: null },
  whatsapp: { capabilities: whatsapp.capabilities, adapter: whatsapp },
} satisfies Record<ChannelType, { capabilities: Capabilities; adapter: AnyChannel | null }>

/** An adapter whose settings and secrets were checked against its type when they were stored. */
export type AnyChannel = Channel<Record<string, unknown>, Record<string, unknown>>
