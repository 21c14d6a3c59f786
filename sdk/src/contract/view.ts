import { z } from 'zod'
import { id, idParams, name } from './common.ts'
import { conversation } from './conversation.ts'
import { endpoint } from './endpoint.ts'
import { conversationSort, filter } from './filter.ts'

/** A view of the inbox that somebody put together. */
export const savedView = z
  .object({
    id,
    /** Whose it is; null: everybody's. */
    ownerId: id.nullable(),
    name,
    filter,
    sort: conversationSort,
    position: z.number().int(),
  })
  .meta({ id: 'SavedView' })

export type SavedView = z.infer<typeof savedView>

const editable = { name, filter, sort: conversationSort, position: z.number().int().min(0).max(1000) }

export const listViews = endpoint({
  method: 'get',
  path: '/views',
  tag: 'Views',
  access: 'agent',
  summary: 'One’s own saved views and those of everybody.',
  response: z.object({ data: z.array(savedView) }),
})

export const previewView = endpoint({
  method: 'post',
  path: '/views/preview',
  tag: 'Views',
  access: 'agent',
  summary: 'How many conversations a filter finds, counted no further than a thousand, and the latest of them.',
  body: z.object({ filter }),
  response: z.object({ count: z.number().int(), data: z.array(conversation) }),
})

export const postView = endpoint({
  method: 'post',
  path: '/views',
  tag: 'Views',
  access: 'agent',
  summary: 'Saves a view. Managers can make one for everybody.',
  body: z.object({ ...editable, position: editable.position.default(0), isShared: z.boolean().default(false) }),
  response: savedView,
  status: 201,
})

export const patchView = endpoint({
  method: 'patch',
  path: '/views/{id}',
  tag: 'Views',
  access: 'agent',
  summary: 'Changes a view of one’s own; managers change everybody’s, too.',
  params: idParams,
  body: z.object({ ...editable, isShared: z.boolean() }).partial(),
  response: savedView,
})

export const deleteView = endpoint({
  method: 'delete',
  path: '/views/{id}',
  tag: 'Views',
  access: 'agent',
  summary: 'Deletes a view.',
  params: idParams,
})
