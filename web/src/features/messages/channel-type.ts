import type { ChannelType } from '@fairlead/sdk'
import { createContext, useContext } from 'react'

/** On which type of channel the messages below were written. */
export const ChannelTypeContext = createContext<ChannelType | null>(null)

export function useChannelType(): ChannelType | null {
  return useContext(ChannelTypeContext)
}
