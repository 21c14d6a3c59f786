import { z } from 'zod'
import { stepId } from './step.ts'

/** How many came to a step, and left it by which exit. */
export const stepPassage = z.object({
  stepId,
  reached: z.number().int(),
  exits: z.record(z.string(), z.number().int()),
})
