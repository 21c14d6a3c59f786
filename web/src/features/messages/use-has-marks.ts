import { composing, type Message } from '@fairlead/sdk'
import { useChannelType } from './channel-type.ts'

/** Whether signs in a text of ours come out as marks where it is read: notes are read here. */
export function useHasMarks(message: Pick<Message, 'author' | 'isNote'> | null): boolean {
  const channelType = useChannelType()
  if (message === null) return false
  const { author, isNote } = message
  return isNote || (author.type !== 'contact' && channelType !== null && composing[channelType].hasFormatting)
}
