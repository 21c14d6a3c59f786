import { z } from 'zod'
import { id, idParams, instant } from './common.ts'
import { endpoint } from './endpoint.ts'
import { postMessage } from './message.ts'

/** A reply that goes out later. Whether it may is judged when it is due. */
export const scheduledMessage = z
  .object({
    id,
    conversationId: id,
    /** Who wrote it. */
    memberId: id,
    body: postMessage.body,
    dueAt: instant,
    /** Why it could not go out when it was due. */
    error: z.object({ code: z.string(), detail: z.string() }).nullable(),
    createdAt: instant,
  })
  .meta({ id: 'ScheduledMessage' })

export type ScheduledMessage = z.infer<typeof scheduledMessage>

export const listScheduledMessages = endpoint({
  method: 'get',
  path: '/conversations/{id}/scheduled-messages',
  tag: 'Messages',
  access: 'agent',
  summary: 'What goes out later in a conversation, the next one first.',
  params: idParams,
  response: z.object({ data: z.array(scheduledMessage) }),
})

export const postScheduledMessage = endpoint({
  method: 'post',
  path: '/conversations/{id}/scheduled-messages',
  tag: 'Messages',
  access: 'agent',
  summary: 'Writes a reply for later.',
  params: idParams,
  body: z.object({ message: postMessage.body, dueAt: instant }),
  response: scheduledMessage,
  status: 201,
})

export const patchScheduledMessage = endpoint({
  method: 'patch',
  path: '/scheduled-messages/{id}',
  tag: 'Messages',
  access: 'agent',
  summary: 'Changes what goes out later, or when.',
  params: idParams,
  body: z.object({ message: postMessage.body, dueAt: instant }).partial(),
  response: scheduledMessage,
})

export const deleteScheduledMessage = endpoint({
  method: 'delete',
  path: '/scheduled-messages/{id}',
  tag: 'Messages',
  access: 'agent',
  summary: 'Takes it back: it does not go out.',
  params: idParams,
})
