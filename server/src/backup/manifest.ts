import { z } from 'zod'

/** The first entry: what the backup is of. */
export const manifestName = 'manifest.json'

/** The last entry: what must have come before. */
export const endName = 'end.json'

export const secretName = 'secret'

export const manifestSchema = z.object({
  format: z.literal(1),
  fairlead: z.string(),
  postgres: z.string(),
  at: z.string(),
  /** The tables are as these migrations, in this order, make them. */
  migrations: z.array(z.object({ name: z.string(), sha256: z.string() })).min(1),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()).min(1) })),
  sequences: z.array(z.object({ name: z.string(), last: z.string(), isCalled: z.boolean() })),
  /** The first day of each month that events are kept of. */
  eventMonths: z.array(z.string()),
  /** Something encrypted with the secret: it tells whether another one would do. */
  sealed: z.string(),
  hasSecret: z.boolean(),
})

export const endSchema = z.object({
  sha256: z.string(),
  rows: z.record(z.string(), z.int()),
  attachments: z.int(),
  /** Attachments that the tables name and whose files were not there. */
  missing: z.array(z.string()),
})

export type Manifest = z.infer<typeof manifestSchema>
export type End = z.infer<typeof endSchema>

/** The jobs that wait, beside the tables. They are taken and put back by the queue's own terms, whatever its version. */
export const jobsTable = {
  name: 'graphile_worker.jobs',
  columns: ['identifier', 'payload', 'queue_name', 'run_at', 'max_attempts', 'job_key', 'priority', 'flags'],
} as const
