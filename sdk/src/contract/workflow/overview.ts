import { z } from 'zod'
import { idParams } from '../common.ts'
import { endpoint } from '../endpoint.ts'
import { stepPassage } from './passage.ts'

export const getWorkflowOverview = endpoint({
  method: 'get',
  path: '/workflows/{id}/overview',
  tag: 'Workflows',
  access: 'manager',
  summary: 'Where runs are now, and how many of the last days’ came to each step and went on by which exit.',
  params: idParams,
  query: z.object({ days: z.coerce.number().int().min(1).max(90).default(7) }),
  response: z.object({
    runs: z.object({
      started: z.number().int(),
      done: z.number().int(),
      failed: z.number().int(),
      cancelled: z.number().int(),
      active: z.number().int(),
    }),
    steps: z.array(stepPassage.extend({ now: z.number().int(), failed: z.number().int() })),
  }),
})
