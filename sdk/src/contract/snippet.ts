import { z } from 'zod'
import { id, idParams, name } from './common.ts'
import { endpoint } from './endpoint.ts'

export const snippetShortcut = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .regex(/^[\p{L}\p{M}\p{N}._-]+$/u, 'must have letters, digits, dots, dashes and underscores only')

/** What can stand in double braces in a snippet. */
export const snippetVariables = [
  'contact.name',
  'contact.first_name',
  'contact.email',
  'contact.phone',
  'agent.name',
  'agent.first_name',
  'workspace.name',
  'team.name',
  'conversation.number',
] as const

/** A text for every day, put into a reply by its shortcut. */
export const snippet = z
  .object({
    id,
    /** Whose it is, or which team's; neither: everybody's. */
    ownerId: id.nullable(),
    teamId: id.nullable(),
    shortcut: snippetShortcut,
    name,
    text: z.string().trim().min(1).max(10_000),
  })
  .meta({ id: 'Snippet' })

export type Snippet = z.infer<typeof snippet>

const { shortcut, text } = snippet.shape
const scope = z.enum(['mine', 'team', 'everybody'])

export const listSnippets = endpoint({
  method: 'get',
  path: '/snippets',
  tag: 'Snippets',
  access: 'agent',
  summary: 'One’s own snippets, those of one’s teams and those of everybody; managers see those of all teams.',
  response: z.object({ data: z.array(snippet) }),
})

export const postSnippet = endpoint({
  method: 'post',
  path: '/snippets',
  tag: 'Snippets',
  access: 'agent',
  summary: 'Makes a snippet. Those of teams and of everybody are made by managers.',
  body: z.object({ name, shortcut, text, scope: scope.default('mine'), teamId: id.optional() }),
  response: snippet,
  status: 201,
})

export const patchSnippet = endpoint({
  method: 'patch',
  path: '/snippets/{id}',
  tag: 'Snippets',
  access: 'agent',
  summary: 'Changes a snippet.',
  params: idParams,
  body: z.object({ name, shortcut, text, scope, teamId: id }).partial(),
  response: snippet,
})

export const deleteSnippet = endpoint({
  method: 'delete',
  path: '/snippets/{id}',
  tag: 'Snippets',
  access: 'agent',
  summary: 'Deletes a snippet.',
  params: idParams,
})
