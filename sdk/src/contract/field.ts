import { z } from 'zod'
import { id, idParams, name } from './common.ts'
import { endpoint } from './endpoint.ts'

/** `date` is `2026-11-30`; `choices` is a list; `yes_no` is a boolean. */
export const fieldType = z.enum(['text', 'paragraph', 'number', 'yes_no', 'date', 'choice', 'choices', 'link'])
export type FieldType = z.infer<typeof fieldType>

export const fieldKey = z
  .string()
  .min(1)
  .max(60)
  .regex(/^[a-z][a-z0-9_]*$/, 'must be small letters, digits and underscores, a letter first')

/** What a workspace wants to know of its contacts, or of its conversations. */
export const field = z
  .object({
    id,
    subject: z.enum(['contact', 'conversation']),
    /** Under which the value stands; it never changes. */
    key: fieldKey,
    name,
    type: fieldType,
    /** Of `choice` and `choices`. */
    options: z.array(z.string().trim().min(1).max(100)).max(100),
    position: z.number().int(),
  })
  .meta({ id: 'Field' })

export type Field = z.infer<typeof field>

const { subject, key, type, options } = field.shape

export const listFields = endpoint({
  method: 'get',
  path: '/fields',
  tag: 'Fields',
  access: 'agent',
  summary: 'The custom fields, in their order.',
  response: z.object({ data: z.array(field) }),
})

export const postField = endpoint({
  method: 'post',
  path: '/fields',
  tag: 'Fields',
  access: 'manager',
  summary: 'Makes a field. Without a key it gets one from its name.',
  body: z.object({ subject, key: key.optional(), name, type, options: options.default([]) }),
  response: field,
  status: 201,
})

export const patchField = endpoint({
  method: 'patch',
  path: '/fields/{id}',
  tag: 'Fields',
  access: 'manager',
  summary: 'Changes a field. Its key and type stay, since values were written by them.',
  params: idParams,
  body: z.object({ name, options, position: z.number().int().min(0).max(1000) }).partial(),
  response: field,
})

export const deleteField = endpoint({
  method: 'delete',
  path: '/fields/{id}',
  tag: 'Fields',
  access: 'manager',
  summary: 'Deletes a field. The values stay where they are, unseen, and are there again with a field of the same key.',
  params: idParams,
})
