import type { ChannelType } from '@fairlead/sdk'
import { useTranslation } from '../../i18n/use-translation.ts'
import { types } from '../channels/types.ts'

export function ChannelIcon({ type, size = 14 }: { type: ChannelType; size?: number }) {
  const { t } = useTranslation()
  const Icon = types[type].icon
  return <Icon size={size} stroke={1.8} role="img" aria-label={t(`channelTypes.${type}`)} />
}
