import { fieldValue, type Tried, workflowRun, workflowValue } from '@fairlead/sdk'
import { z } from 'zod'
import { AppError, invalidRequest } from '../../errors.ts'
import type { RunState } from '../interpreter/run-state.ts'

const id = z.uuid()
const texts = z.array(z.string().max(200)).max(200)
const count = z.number().int().min(0).max(100_000)
/** Until the end of the century after this one: whatever is added to it is still a date. */
const instant = z.number().int().min(0).max(Date.UTC(2200, 0))
const noted = z.record(z.string(), z.unknown())
const fields = z.record(z.string().max(60), fieldValue)

const waiting = z.discriminatedUnion('for', [
  z.object({ for: z.literal('effect'), effectId: z.string().max(100), exit: z.string().max(100).nullable() }),
  z.object({ for: z.literal('answer'), until: instant.nullable() }),
  z.object({ for: z.literal('time'), until: instant }),
  z.object({ for: z.literal('reply'), until: instant.nullable() }),
  z.object({ for: z.literal('assignment'), until: instant }),
])

const run = z.object({
  status: workflowRun.shape.status,
  stepId: z.string().max(60).nullable(),
  waiting: waiting.nullable(),
  variables: z.record(z.string().max(60), workflowValue),
  jumps: z.record(z.string().max(60), count),
  taken: count,
  refused: count,
  soFar: z.object({ input: noted, output: noted }),
  end: workflowRun.shape.end,
  error: z.string().nullable(),
}) satisfies z.ZodType<RunState>

const tryState = z.object({
  run,
  now: instant,
  contact: z.object({
    name: z.string().max(200),
    email: z.string().max(300).nullable(),
    phone: z.string().max(100).nullable(),
    locale: z.string().max(20).nullable(),
    tags: texts,
    stage: z.string().max(100).nullable(),
    ownerId: id.nullable(),
    fields,
    isNew: z.boolean(),
  }),
  conversation: z.object({
    status: z.enum(['open', 'snoozed', 'closed']),
    priority: z.enum(['low', 'normal', 'high', 'urgent']),
    teamId: id.nullable(),
    assigneeId: id.nullable(),
    tags: texts,
    skillIds: z.array(id).max(50),
    fields,
    openedAt: instant,
  }),
  messageText: z.string().max(4000),
})

/** All that a test chat is between two requests; it is kept by whoever plays it. */
export type TryState = z.infer<typeof tryState>

const mostCharacters = 1_000_000

/** @throws {AppError} `invalid_request` where somebody wrote it by hand */
export function readState(given: string): TryState {
  const read = tryState.safeParse(parsed(given))
  if (read.success) return read.data
  throw invalidRequest([{ path: 'state', message: 'must be the one that the answer before had' }])
}

function parsed(given: string): unknown {
  try {
    return JSON.parse(given)
  } catch {
    return null
  }
}

/** @throws {AppError} `body_too_large` where the run learned more than goes to and fro */
export function writeState(state: TryState): Tried['state'] {
  const written = JSON.stringify(state)
  if (written.length <= mostCharacters) return written
  throw new AppError('body_too_large', { detail: 'The run knows too much to be tried here.' })
}
