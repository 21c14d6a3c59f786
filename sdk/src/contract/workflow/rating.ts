import { z } from 'zod'
import { id, instant, page, pageQuery } from '../common.ts'
import { endpoint } from '../endpoint.ts'

export const rating = z
  .object({
    id,
    conversationId: id,
    contactId: id,
    /** Who had the conversation last. */
    agentId: id.nullable(),
    teamId: id.nullable(),
    score: z.number().int().min(1).max(5),
    comment: z.string(),
    at: instant,
  })
  .meta({ id: 'Rating' })
export type Rating = z.infer<typeof rating>

export const listRatings = endpoint({
  method: 'get',
  path: '/ratings',
  tag: 'Workflows',
  access: 'agent',
  summary: 'What contacts said of conversations, the newest first.',
  query: pageQuery.extend({ conversationId: id.optional(), agentId: id.optional() }),
  response: page(rating),
})
