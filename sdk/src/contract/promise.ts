import { z } from 'zod'
import { id, instant } from './common.ts'
import { endpoint } from './endpoint.ts'

/** Something a customer was told about waiting, and what came of it. */
export const promise = z
  .object({
    id,
    conversationId: id,
    teamId: id,
    /** `wait`: when somebody would have it. `reply`: when its agent would answer. `position`: only the place. */
    kind: z.enum(['wait', 'reply', 'position']),
    /** The words the customer read for it. */
    told: z.string(),
    position: z.number().int().nullable(),
    /** The latest instant that keeps it; null for a mere position. */
    latestAt: instant.nullable(),
    madeAt: instant,
    /** Null: not known yet. `void`: the customer left, or a person changed the course of things. */
    outcome: z.enum(['kept', 'broken', 'void']).nullable(),
    settledAt: instant.nullable(),
  })
  .meta({ id: 'Promise' })

export type WaitPromise = z.infer<typeof promise>

export const reportPromises = endpoint({
  method: 'get',
  path: '/reports/promises',
  tag: 'Reports',
  access: 'manager',
  summary: 'How many promises to customers were kept, by team and kind.',
  query: z.object({ from: instant, to: instant, teamId: id.optional() }),
  response: z.object({
    data: z.array(
      z.object({
        teamId: id,
        kind: promise.shape.kind,
        made: z.number().int(),
        kept: z.number().int(),
        broken: z.number().int(),
        void: z.number().int(),
        open: z.number().int(),
        /** Of those that were kept or broken; null when there are none, and for mere positions, which nothing can break. */
        keptShare: z.number().nullable(),
      }),
    ),
  }),
})
