import { z } from 'zod'

/**
 * A sentence of the engine, so that it can be said in any language: which one it is, and what changes in it. Values whose
 * names end in `At` are instants; counts by reason stand together.
 */
export const words = z.object({
  key: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number(), z.record(z.string(), z.number())])),
})
export type Words = z.infer<typeof words>
