import type { Channel, ChannelType } from '@fairlead/sdk'
import {
  type Icon,
  IconBrandInstagram,
  IconBrandLine,
  IconBrandMessenger,
  IconBrandTelegram,
  IconBrandTiktok,
  IconBrandWhatsapp,
  IconDeviceMobileMessage,
  IconMail,
  IconMessageCircle,
  IconWebhook,
} from '@tabler/icons-react'

export type ChannelOf<T extends ChannelType> = Extract<Channel, { type: T }>

type Described<T extends ChannelType> = Readonly<{
  icon: Icon
  /** What tells this account from others of its type; empty: nothing does. */
  accountOf(settings: ChannelOf<T>['settings']): string
}>

/** Every type of channel, as people look for them. Their names and hints are texts, by the same keys. */
export const types = {
  webchat: { icon: IconMessageCircle, accountOf: () => '' },
  whatsapp: { icon: IconBrandWhatsapp, accountOf: ({ displayPhoneNumber }) => displayPhoneNumber },
  email: { icon: IconMail, accountOf: ({ address }) => address },
  messenger: { icon: IconBrandMessenger, accountOf: ({ pageName }) => pageName },
  instagram: { icon: IconBrandInstagram, accountOf: ({ username }) => at(username) },
  telegram: { icon: IconBrandTelegram, accountOf: ({ botUsername }) => at(botUsername) },
  sms: { icon: IconDeviceMobileMessage, accountOf: ({ number }) => number },
  line: { icon: IconBrandLine, accountOf: ({ displayName }) => displayName },
  tiktok: { icon: IconBrandTiktok, accountOf: ({ username }) => at(username) },
  api: { icon: IconWebhook, accountOf: ({ url }) => (URL.canParse(url) ? new URL(url).host : url) },
} as const satisfies { [T in ChannelType]: Described<T> }

export const typeNames = Object.keys(types).filter((key): key is ChannelType => key in types)

/** Which account a channel is: its number, its address, its name at the provider. */
export function accountOf<T extends ChannelType>(channel: { type: T; settings: ChannelOf<T>['settings'] }): string {
  const described: { [K in ChannelType]: Described<K> } = types
  return described[channel.type].accountOf(channel.settings)
}

function at(username: string): string {
  return username === '' ? '' : `@${username.replace(/^@/, '')}`
}
