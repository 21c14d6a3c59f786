import { z } from 'zod'
import { id } from '../common.ts'
import { endpoint } from '../endpoint.ts'
import { workflowDefinition } from './definition.ts'
import { stepPassage } from './passage.ts'
import { stepId } from './step.ts'

export const dryRunWorkflow = endpoint({
  method: 'post',
  path: '/workflows/dry-run',
  tag: 'Workflows',
  access: 'manager',
  summary: 'What would have happened with the conversations of the last days: how many begin, and go which way.',
  body: z.object({ definition: workflowDefinition, days: z.number().int().min(1).max(30).default(7) }),
  response: z.object({
    considered: z.number().int(),
    started: z.number().int(),
    /** Where what comes next is not on record they stop. */
    steps: z.array(stepPassage),
    examples: z.array(
      z.object({
        conversationId: id,
        contactName: z.string(),
        path: z.array(z.object({ stepId, exit: z.string().nullable() })),
      }),
    ),
  }),
})
