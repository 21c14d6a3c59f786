import type { ChannelType } from '@fairlead/sdk'
import { types } from './types.ts'

export function ChannelIcon({ type, size = 20 }: { type: ChannelType; size?: number }) {
  const Icon = types[type].icon
  return <Icon size={size} stroke={1.6} aria-hidden />
}
