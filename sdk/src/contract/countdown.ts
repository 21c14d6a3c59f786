import { z } from 'zod'
import { id, ids, instant } from './common.ts'
import { endpoint } from './endpoint.ts'
import { promise } from './promise.ts'

/** What runs out of a conversation, and follows from more than itself: from hours, policies, and what was told. */
export const countdown = z
  .object({
    conversationId: id,
    /** Until when the team’s policy wants an answer, in its hours; null while nobody waits for one. */
    deadlineAt: instant.nullable(),
    /** From when on that is near. */
    deadlineNearMinutes: z.number().int(),
    /** What the contact was told last, while it is neither kept nor broken. */
    promise: promise.nullable(),
  })
  .meta({ id: 'Countdown' })

export type Countdown = z.infer<typeof countdown>

export const listCountdowns = endpoint({
  method: 'get',
  path: '/countdowns',
  tag: 'Conversations',
  access: 'agent',
  summary: 'What runs out of some conversations. Those of which nothing does are left out.',
  query: z.object({
    /** With commas between them, at most a hundred. */
    conversationIds: ids,
  }),
  response: z.object({ data: z.array(countdown) }),
})

export const listNearDeadlines = endpoint({
  method: 'get',
  path: '/near-deadlines',
  tag: 'Conversations',
  access: 'agent',
  summary:
    'The waiting conversations that go before all others, since their deadline is near: first to be served first.',
  response: z.object({ data: z.array(z.object({ conversationId: id, deadlineAt: instant })) }),
})
