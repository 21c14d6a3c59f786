import type { ChannelType } from '@fairlead/sdk'
import { IconBrandWhatsapp, IconMessageCircle } from '@tabler/icons-react'

const icons = { webchat: IconMessageCircle, whatsapp: IconBrandWhatsapp } as const

export function ChannelIcon({ type, size = 20 }: { type: ChannelType; size?: number }) {
  const Icon = icons[type]
  return <Icon size={size} stroke={1.6} aria-hidden />
}
