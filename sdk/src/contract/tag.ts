import { z } from 'zod'
import { tagName } from './contact.ts'
import { endpoint } from './endpoint.ts'

export const tagColor = z.enum([
  'gray',
  'red',
  'pink',
  'grape',
  'violet',
  'indigo',
  'blue',
  'cyan',
  'teal',
  'green',
  'lime',
  'yellow',
  'orange',
])

/** A tag's looks. One is known from the first time on that a contact or a conversation has it. */
export const tag = z
  .object({ name: tagName, color: tagColor, description: z.string().trim().max(200) })
  .meta({ id: 'Tag' })

export type Tag = z.infer<typeof tag>

const tagParams = z.object({ name: tagName })

export const listKnownTags = endpoint({
  method: 'get',
  path: '/tags/known',
  tag: 'Tags',
  access: 'agent',
  summary: 'Every tag with its looks, by name.',
  response: z.object({ data: z.array(tag) }),
})

export const tagUse = z.object({ name: z.string(), contacts: z.number().int(), conversations: z.number().int() })

export type TagUse = z.infer<typeof tagUse>

export const listTagUses = endpoint({
  method: 'get',
  path: '/tags/uses',
  tag: 'Tags',
  access: 'manager',
  summary: 'How many contacts and conversations have each tag. One that is not here is not used.',
  response: z.object({ data: z.array(tagUse) }),
})

export const putTag = endpoint({
  method: 'put',
  path: '/tags/{name}',
  tag: 'Tags',
  access: 'manager',
  summary: 'Makes a tag, or changes its looks.',
  params: tagParams,
  body: tag.omit({ name: true }).partial(),
  response: tag,
})

export const renameTag = endpoint({
  method: 'post',
  path: '/tags/{name}/rename',
  tag: 'Tags',
  access: 'manager',
  summary: 'Renames a tag wherever it is. When there is one of the new name, the two become one.',
  params: tagParams,
  body: z.object({ name: tagName }),
  response: z.object({ tag, contacts: z.number().int(), conversations: z.number().int() }),
})

export const deleteTag = endpoint({
  method: 'delete',
  path: '/tags/{name}',
  tag: 'Tags',
  access: 'manager',
  summary: 'Takes a tag away from wherever it is.',
  params: tagParams,
})
