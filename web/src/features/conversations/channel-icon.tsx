import type { ChannelType } from '@fairlead/sdk'
import { IconBrandWhatsapp, IconMessageCircle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

const icons = { webchat: IconMessageCircle, whatsapp: IconBrandWhatsapp } satisfies Record<ChannelType, unknown>

export function ChannelIcon({ type, size = 14 }: { type: ChannelType; size?: number }) {
  const { t } = useTranslation()
  const Icon = icons[type]
  return <Icon size={size} stroke={1.8} role="img" aria-label={t(`channelTypes.${type}`)} />
}
