import { z } from 'zod'
import { closingSummary } from './closing.ts'
import { id, instant } from './common.ts'
import { tagName } from './contact.ts'
import { conversation, priority } from './conversation.ts'
import { endpoint } from './endpoint.ts'

export const bulkAction = z.discriminatedUnion('do', [
  /** Takes what nobody else has; of the others one hears `already_assigned`. */
  z.object({ do: z.literal('claim') }),
  z.object({ do: z.literal('close'), categoryId: id.optional(), summary: closingSummary.optional() }),
  z.object({ do: z.literal('reopen') }),
  z.object({ do: z.literal('snooze'), until: instant }),
  z.object({ do: z.literal('read') }),
  z.object({ do: z.literal('priority'), priority }),
  z.object({ do: z.literal('add_tags'), tags: z.array(tagName).min(1).max(20) }),
  z.object({ do: z.literal('remove_tags'), tags: z.array(tagName).min(1).max(20) }),
  z.object({ do: z.literal('macro'), macroId: id }),
])
export type BulkAction = z.infer<typeof bulkAction>

export const changeConversations = endpoint({
  method: 'post',
  path: '/conversations/bulk',
  tag: 'Conversations',
  access: 'agent',
  summary: 'Does the same to many. Each stands for itself: what cannot be done is said beside it.',
  body: z.object({ conversationIds: z.array(id).min(1).max(200), action: bulkAction }),
  response: z.object({
    data: z.array(
      z.object({
        conversationId: id,
        conversation: conversation.nullable(),
        problem: z.object({ code: z.string(), detail: z.string() }).nullable(),
      }),
    ),
  }),
})
