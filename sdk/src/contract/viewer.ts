import { z } from 'zod'
import { id, idParams } from './common.ts'
import { endpoint } from './endpoint.ts'

/** Somebody who has a conversation open at this moment. */
export const viewer = z.object({ memberId: id, isTyping: z.boolean() })
export type Viewer = z.infer<typeof viewer>

/**
 * What the live stream says beside the log: an event named `signal`, without an id. Nothing is lost with it: it holds for
 * seconds.
 */
export const signal = z.object({
  type: z.literal('viewers'),
  conversationId: id,
  viewers: z.array(viewer),
})
export type Signal = z.infer<typeof signal>

export const putViewing = endpoint({
  method: 'put',
  path: '/conversations/{id}/viewing',
  tag: 'Conversations',
  access: 'agent',
  summary: 'Says that one looks at a conversation, or writes in it. It holds for 30 seconds.',
  params: idParams,
  body: z.object({ isTyping: z.boolean().default(false) }),
  response: z.object({ viewers: z.array(viewer) }),
})

export const deleteViewing = endpoint({
  method: 'delete',
  path: '/conversations/{id}/viewing',
  tag: 'Conversations',
  access: 'agent',
  summary: 'Says that one looks at it no more.',
  params: idParams,
})
