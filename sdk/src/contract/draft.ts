import { z } from 'zod'
import { id, idParams, instant } from './common.ts'
import { endpoint } from './endpoint.ts'
import { attachment } from './message.ts'

const piece = z.object({ text: z.string().max(20_000), attachments: z.array(attachment).max(10) })

/** What a member began to write in a conversation, and goes on with on whatever device. */
export const draft = z
  .object({
    conversationId: id,
    reply: piece,
    note: piece,
    /** The message that the reply answers. */
    replyTo: z.object({ id, authorName: z.string().max(500), text: z.string().max(20_000) }).nullable(),
    /** Answers to choose from, beside the reply. */
    choices: z.array(z.string().max(200)).max(20),
    /** Of an e-mail; null: whoever got the last one. */
    cc: z.array(z.string().max(300)).max(50).nullable(),
    bcc: z.array(z.string().max(300)).max(50),
    /** Whom the note names. */
    mentions: z.array(z.object({ id, name: z.string().max(200) })).max(100),
    /** Counts up with each change, and goes on when the draft was dropped. */
    version: z.number().int(),
    updatedAt: instant,
  })
  .meta({ id: 'Draft' })

export type Draft = z.infer<typeof draft>

export const listDrafts = endpoint({
  method: 'get',
  path: '/drafts',
  tag: 'Drafts',
  access: 'agent',
  summary: 'One’s own drafts, the newest first; none that are empty.',
  response: z.object({ data: z.array(draft) }),
})

export const getDraft = endpoint({
  method: 'get',
  path: '/conversations/{id}/draft',
  tag: 'Drafts',
  access: 'agent',
  summary:
    'One’s own draft in a conversation; an empty one when it was sent or dropped, null when there never was any.',
  params: idParams,
  response: z.object({ draft: draft.nullable() }),
})

export const putDraft = endpoint({
  method: 'put',
  path: '/conversations/{id}/draft',
  tag: 'Drafts',
  access: 'agent',
  summary:
    'Keeps a draft. `version` is the one that was changed, 0 for none: when another device was quicker, `draft_changed` is the answer, with the draft that is there.',
  params: idParams,
  body: draft.omit({ conversationId: true, updatedAt: true }),
  response: draft,
})

export const deleteDraft = endpoint({
  method: 'delete',
  path: '/conversations/{id}/draft',
  tag: 'Drafts',
  access: 'agent',
  summary: 'Drops it: sent, or not wanted any more.',
  params: idParams,
})
