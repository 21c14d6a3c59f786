import { type Conversation, composing } from '@fairlead/sdk'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useChannels } from '../conversations/use-names.ts'
import { messagesQuery } from '../messages/queries.ts'
import { otherRecipients } from './copies.ts'

const nobody: readonly string[] = []

/** Who else is written to by whoever answers all; nobody on a channel without copies. */
export function useOtherRecipients({ id, channelId, channelType, contact }: Conversation): readonly string[] {
  const { data } = useInfiniteQuery(messagesQuery(id))
  const channel = useChannels().get(channelId)
  // Without knowing which addresses are ours, we would write to ourselves.
  if (!composing[channelType].isMail || channel?.type !== 'email') return nobody
  const { address, aliases } = channel.settings
  return otherRecipients(data?.data ?? [], { own: [address, ...aliases], contactId: contact.id })
}
