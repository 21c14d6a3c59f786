import { z } from 'zod'
import { id, idParams, name } from './common.ts'
import { endpoint } from './endpoint.ts'

/** What a conversation was about, chosen by whoever closes it. */
export const closingCategory = z
  .object({
    id,
    name,
    position: z.number().int(),
    /** Nothing is closed with it any more; what was, still says so. */
    isDeleted: z.boolean(),
  })
  .meta({ id: 'ClosingCategory' })

export type ClosingCategory = z.infer<typeof closingCategory>

export const closingSummary = z.string().trim().max(2000)

/** What whoever closes has to say. */
export const closingRules = z.object({ isCategoryRequired: z.boolean(), isSummaryRequired: z.boolean() })

export const listClosingCategories = endpoint({
  method: 'get',
  path: '/closing-categories',
  tag: 'Closing',
  access: 'agent',
  summary: 'The categories to close with, in their order, and those that are deleted.',
  response: z.object({ data: z.array(closingCategory) }),
})

export const postClosingCategory = endpoint({
  method: 'post',
  path: '/closing-categories',
  tag: 'Closing',
  access: 'manager',
  summary: 'Makes a category.',
  body: z.object({ name }),
  response: closingCategory,
  status: 201,
})

export const patchClosingCategory = endpoint({
  method: 'patch',
  path: '/closing-categories/{id}',
  tag: 'Closing',
  access: 'manager',
  summary: 'Changes a category.',
  params: idParams,
  body: z.object({ name, position: z.number().int().min(0).max(1000) }).partial(),
  response: closingCategory,
})

export const deleteClosingCategory = endpoint({
  method: 'delete',
  path: '/closing-categories/{id}',
  tag: 'Closing',
  access: 'manager',
  summary: 'Deletes a category. What was closed with it keeps it.',
  params: idParams,
})
