import { z } from 'zod'
import { workflowStep } from './step.ts'
import { workflowStart } from './trigger.ts'

/** What would be rude of a run once people deal with the conversation themselves: each ends it. */
const interplay = z.object({
  /** A member wrote to the contact. */
  reply: z.boolean().default(true),
  /** A member gave the conversation to somebody, or took it. */
  assignment: z.boolean().default(true),
  close: z.boolean().default(true),
})

/** A process as a graph. Exported as it is here; `format` tells later ones apart. */
export const workflowDefinition = z
  .object({
    format: z.literal(1).default(1),
    start: workflowStart,
    steps: z.array(workflowStep).max(300),
    endsOn: interplay.default({ reply: true, assignment: true, close: true }),
  })
  .meta({ id: 'WorkflowDefinition' })
export type WorkflowDefinition = z.infer<typeof workflowDefinition>
/** As people write it: with what is usual left out. */
export type WorkflowDefinitionInput = z.input<typeof workflowDefinition>
