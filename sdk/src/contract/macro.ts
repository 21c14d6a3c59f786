import { z } from 'zod'
import { closingSummary } from './closing.ts'
import { id, idParams, name } from './common.ts'
import { tagName } from './contact.ts'
import { conversation, priority } from './conversation.ts'
import { endpoint } from './endpoint.ts'

/** In texts what stands in double braces is filled in, as in snippets. */
export const macroStep = z.discriminatedUnion('do', [
  z.object({ do: z.literal('reply'), text: z.string().trim().min(1).max(10_000) }),
  z.object({ do: z.literal('note'), text: z.string().trim().min(1).max(10_000) }),
  z.object({ do: z.literal('add_tags'), tags: z.array(tagName).min(1).max(20) }),
  z.object({ do: z.literal('remove_tags'), tags: z.array(tagName).min(1).max(20) }),
  z.object({ do: z.literal('priority'), priority }),
  /** `me`: whoever runs it; null: back into the queue. */
  z.object({ do: z.literal('assign'), memberId: z.union([id, z.literal('me'), z.null()]) }),
  z.object({ do: z.literal('move'), teamId: id }),
  z.object({ do: z.literal('snooze'), minutes: z.number().int().min(5).max(43_200) }),
  z.object({ do: z.literal('close'), categoryId: id.nullable().default(null), summary: closingSummary.default('') }),
])
export type MacroStep = z.infer<typeof macroStep>

/** Several steps at a press. */
export const macro = z
  .object({
    id,
    /** Whose it is; null: everybody's. */
    ownerId: id.nullable(),
    name,
    steps: z.array(macroStep).min(1).max(20),
    position: z.number().int(),
  })
  .meta({ id: 'Macro' })

export type Macro = z.infer<typeof macro>

const { steps } = macro.shape

export const listMacros = endpoint({
  method: 'get',
  path: '/macros',
  tag: 'Macros',
  access: 'agent',
  summary: 'One’s own macros and those of everybody.',
  response: z.object({ data: z.array(macro) }),
})

export const postMacro = endpoint({
  method: 'post',
  path: '/macros',
  tag: 'Macros',
  access: 'agent',
  summary: 'Makes a macro. Managers can make one for everybody.',
  body: z.object({ name, steps, isShared: z.boolean().default(false) }),
  response: macro,
  status: 201,
})

export const patchMacro = endpoint({
  method: 'patch',
  path: '/macros/{id}',
  tag: 'Macros',
  access: 'agent',
  summary: 'Changes a macro.',
  params: idParams,
  body: z.object({ name, steps, isShared: z.boolean(), position: z.number().int().min(0).max(1000) }).partial(),
  response: macro,
})

export const deleteMacro = endpoint({
  method: 'delete',
  path: '/macros/{id}',
  tag: 'Macros',
  access: 'agent',
  summary: 'Deletes a macro.',
  params: idParams,
})

export const runMacro = endpoint({
  method: 'post',
  path: '/conversations/{id}/macros/{macroId}/run',
  tag: 'Macros',
  access: 'agent',
  summary: 'Does all its steps, or, when one cannot be done, none, and says which.',
  params: idParams.extend({ macroId: id }),
  response: conversation,
})
