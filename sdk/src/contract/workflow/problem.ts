import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { workflowDefinition } from './definition.ts'

/** What keeps a workflow from being published (`error`), or may not be meant (`warning`). `data` fills in its words. */
export const workflowProblem = z.object({
  code: z.enum([
    'no_start',
    'unreachable',
    'unknown_step',
    'unknown_exit',
    'missing',
    'invalid',
    'unknown_reference',
    'unknown_field',
    'unknown_variable',
    'endless_cycle',
    'text_mistake',
    'pattern_mistake',
    'shares_not_whole',
    'duplicate_id',
    'private_address',
    'not_connected',
    'category_required',
    'summary_required',
  ]),
  level: z.enum(['error', 'warning']),
  /** Null: of how it begins, or of the whole. */
  stepId: z.string().nullable(),
  /** Within the step: `text.texts.en`. */
  path: z.string(),
  data: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
})
export type WorkflowProblem = z.infer<typeof workflowProblem>

export const checkWorkflow = endpoint({
  method: 'post',
  path: '/workflows/check',
  tag: 'Workflows',
  access: 'manager',
  summary: 'Everything that is wrong with a definition, and where.',
  body: z.object({ definition: workflowDefinition }),
  response: z.object({ data: z.array(workflowProblem) }),
})
