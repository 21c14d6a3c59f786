import { z } from 'zod'
import { id, instant } from '../common.ts'
import { endpoint } from '../endpoint.ts'
import { words } from '../words.ts'
import { workflowDefinition } from './definition.ts'
import { workflowRun } from './run.ts'
import { stepId } from './step.ts'
import { workflowValue } from './value.ts'

const tried = z.object({
  /** Opaque: what to send with the next one. */
  state: z.string().max(1_000_000),
  status: workflowRun.shape.status,
  stepId: stepId.nullable(),
  /** What ends the waiting: time, the contact, somebody who has it, or (`effect`) what the other system answers. */
  waitsFor: z.enum(['effect', 'answer', 'time', 'reply', 'assignment']).nullable(),
  wakeAt: instant.nullable(),
  now: instant,
  end: workflowRun.shape.end,
  error: z.string().nullable(),
  variables: z.record(z.string(), workflowValue),
  /** What was done since the one before, in order. */
  steps: z.array(
    z.object({
      stepId,
      exit: z.string().nullable(),
      output: z.record(z.string(), z.unknown()),
      error: z.string().nullable(),
    }),
  ),
  says: z.array(
    z.object({
      text: z.string(),
      choices: z.array(z.object({ id: z.string(), title: z.string() })),
      /** How many files go with it. */
      files: z.number().int(),
    }),
  ),
  /** What would come of steps that assign in a team, if a real conversation came to them at this moment. */
  foreseen: z.array(
    z.object({
      stepId,
      at: instant,
      team: z.string(),
      /** `full`: so many wait there that it would not join them. */
      kind: z.enum(['assigned', 'queued', 'overflowed', 'full']),
      /** Of whoever would get it; null: nobody would. */
      name: z.string().nullable(),
      sentence: z.string(),
      words: z.array(words),
    }),
  ),
})

/** The test chat: nothing of it is stored, nobody is written to, no other system asked. */
export const tryWorkflow = endpoint({
  method: 'post',
  path: '/workflows/try',
  tag: 'Workflows',
  access: 'manager',
  summary: 'Plays a definition with an invented contact, step by step; time can be skipped.',
  body: z.object({
    definition: workflowDefinition,
    contact: z
      .object({
        name: z.string().max(120),
        locale: z.string().max(20),
        tags: z.array(z.string().max(50)).max(50),
        stage: z.string().max(50).nullable(),
        isNew: z.boolean(),
      })
      .partial()
      .default({}),
    channelId: id.optional(),
    /** From the answer before; absent: begins. */
    state: z.string().max(1_000_000).optional(),
    /** What happens next. */
    event: z
      .discriminatedUnion('type', [
        z.object({
          type: z.literal('says'),
          text: z.string().max(4000),
          choiceId: z.string().max(80).optional(),
          /** An invented one comes with the text, which may be empty. */
          brings: z.enum(['file', 'location']).optional(),
        }),
        z.object({
          type: z.literal('skip'),
          /** Null: to when it wakes. */ minutes: z.number().int().min(1).max(100_000).nullable(),
        }),
        z.object({ type: z.literal('assigned'), memberId: id.nullable() }),
        z.object({
          type: z.literal('answered'),
          /** What the other system answered. */ status: z.number().int(),
          body: z.string().max(100_000),
        }),
      ])
      .optional(),
  }),
  response: tried,
})
export type Tried = z.infer<typeof tried>
