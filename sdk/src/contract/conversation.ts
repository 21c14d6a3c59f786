import { z } from 'zod'
import { channelType } from './channel-types/list.ts'
import { closingSummary } from './closing.ts'
import { id, idParams, ids, instant, page, pageQuery } from './common.ts'
import { fieldValue, tagName } from './contact.ts'
import { endpoint } from './endpoint.ts'
import { conversationSort } from './filter.ts'
import { words } from './words.ts'

export const conversationStatus = z.enum(['open', 'snoozed', 'closed'])
export const priority = z.enum(['urgent', 'high', 'normal', 'low'])
export type Priority = z.infer<typeof priority>

export const conversation = z
  .object({
    id,
    /** Counts up over the whole installation, with gaps: for people to name it. */
    number: z.number().int(),
    channelId: id,
    channelType,
    contact: z.object({ id, name: z.string() }),
    teamId: id.nullable(),
    assigneeId: id.nullable(),
    assignedAt: instant.nullable(),
    /** The engine, somebody for another, the assignee themself, or a workflow; null while nobody has it. */
    assignedBy: z.enum(['engine', 'manual', 'claim', 'workflow']).nullable(),
    status: conversationStatus,
    priority,
    tags: z.array(tagName),
    /** What its agent should be able to do. */
    skillIds: z.array(id),
    /** The first customer message nobody has answered; null when none waits for an answer. */
    waitingSince: instant.nullable(),
    /** What the queue is ordered by, less what its priority is worth: that message, else when it was last put there. */
    queuedSince: instant,
    /** Since when nobody is left to ask: everybody who could was, and did not answer. */
    escalatedAt: instant.nullable(),
    /** Messages from the contact since a member last looked. */
    unreadCount: z.number().int(),
    lastMessage: z
      .object({ text: z.string(), kind: z.string(), authorType: z.enum(['contact', 'member', 'system']), at: instant })
      .nullable(),
    /**
     * Messages to the contact that did not arrive (`failed`), may not have (`unknown`), or could not go out when they
     * were due (`unsent`: a scheduled one, by its id), the latest last. One that is sent again is gone from here; those
     * that were messages also once somebody has written anew.
     */
    undelivered: z.array(z.object({ messageId: id, state: z.enum(['failed', 'unknown', 'unsent']) })),
    /** Until when free-form replies are allowed; null when the channel has no such window. */
    windowEndsAt: instant.nullable(),
    /** Until when what people write is allowed all the same; null where there is no more time for them. */
    humanWindowEndsAt: instant.nullable(),
    /** What it is about, on a channel where a contact has several at a time; else null. */
    subject: z.string().nullable(),
    /** Custom fields, by key. */
    fields: z.record(z.string().max(60), fieldValue),
    /** How it was closed the last time, where that was said. */
    closing: z.object({ categoryId: id.nullable(), summary: z.string() }).nullable(),
    snoozedUntil: instant.nullable(),
    createdAt: instant,
    closedAt: instant.nullable(),
    /** Any change that members should see moves it; lists are ordered by it, newest first. */
    lastActivityAt: instant,
  })
  .meta({ id: 'Conversation' })

export type Conversation = z.infer<typeof conversation>

/**
 * `mine`: assigned to the caller, open. `waiting`: open, nobody has it, in the true order of the queue.
 * `all`: open, whoever has it. `snoozed`, `closed`: those. `mentions`: notes in them name the caller, who has not seen it.
 */
export const conversationView = z.enum(['mine', 'waiting', 'all', 'snoozed', 'closed', 'mentions'])

export const listConversations = endpoint({
  method: 'get',
  path: '/conversations',
  tag: 'Conversations',
  access: 'agent',
  summary: 'Conversations of a view.',
  query: pageQuery.extend({
    view: conversationView.default('all'),
    /** A saved view instead. */
    viewId: id.optional(),
    /** These instead, whatever became of them; with commas between them, at most a hundred. */
    ids: ids.optional(),
    /** As the view is sorted, where it is not given. */
    sort: conversationSort.optional(),
    teamId: id.optional(),
    assigneeId: id.optional(),
    contactId: id.optional(),
    channelId: id.optional(),
  }),
  response: page(conversation),
})

export const listContactConversations = endpoint({
  method: 'get',
  path: '/contacts/{id}/conversations',
  tag: 'Contacts',
  access: 'agent',
  summary: 'All there was with a contact, open or closed, the newest first.',
  params: idParams,
  query: pageQuery,
  response: page(conversation),
})

export const countConversations = endpoint({
  method: 'get',
  path: '/conversations/counts',
  tag: 'Conversations',
  access: 'agent',
  summary: 'How many there are in each view, and how many wait in each team of one’s own; counted up to a thousand.',
  response: z.object({
    mine: z.number(),
    waiting: z.number(),
    all: z.number(),
    snoozed: z.number(),
    mentions: z.number(),
    teams: z.record(id, z.number()),
  }),
})

export const getConversation = endpoint({
  method: 'get',
  path: '/conversations/{id}',
  tag: 'Conversations',
  access: 'agent',
  summary: 'One conversation.',
  params: idParams,
  response: conversation,
})

export const getConversationByNumber = endpoint({
  method: 'get',
  path: '/conversations/by-number/{number}',
  tag: 'Conversations',
  access: 'agent',
  summary: 'The conversation that people call by this number.',
  params: z.object({ number: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) }),
  response: conversation,
})

export const patchConversation = endpoint({
  method: 'patch',
  path: '/conversations/{id}',
  tag: 'Conversations',
  access: 'agent',
  summary: 'Changes priority, tags, needed skills or custom fields. `fields` given are merged; one set to null goes.',
  params: idParams,
  body: z
    .object({
      priority,
      tags: z.array(tagName).max(50),
      skillIds: z.array(id).max(20),
      fields: conversation.shape.fields,
    })
    .partial(),
  response: conversation,
})

export const putAssignment = endpoint({
  method: 'put',
  path: '/conversations/{id}/assignment',
  tag: 'Assignment',
  access: 'agent',
  summary:
    'Assigns to a member, moves to a team (transfer), or, with `memberId` null, takes it back into the queue. People outrank the engine: over a limit it is done and said so.',
  params: idParams,
  body: z.object({ memberId: id.nullable().optional(), teamId: id.nullable().optional() }),
  response: z.object({ conversation, warning: z.enum(['over_limit', 'offline', 'not_in_team']).nullable() }),
})

export const claimConversation = endpoint({
  method: 'post',
  path: '/conversations/{id}/claim',
  tag: 'Assignment',
  access: 'agent',
  summary: 'Takes a waiting conversation. Of two at once exactly one succeeds; the other hears `already_assigned`.',
  params: idParams,
  response: conversation,
})

export const declineConversation = endpoint({
  method: 'post',
  path: '/conversations/{id}/decline',
  tag: 'Assignment',
  access: 'agent',
  summary: 'Hands back what the engine assigned to oneself: the next agent gets it at once, and it keeps its age.',
  params: idParams,
  response: conversation,
})

export const assignConversations = endpoint({
  method: 'post',
  path: '/conversations/assignments',
  tag: 'Assignment',
  access: 'agent',
  summary: 'Assigns, moves or takes back many at once. Each stands for itself: what cannot be done is said beside it.',
  body: z.object({
    conversationIds: z.array(id).min(1).max(200),
    memberId: id.nullable().optional(),
    teamId: id.nullable().optional(),
  }),
  response: z.object({
    data: z.array(
      z.object({
        conversationId: id,
        conversation: conversation.nullable(),
        warning: z.enum(['over_limit', 'offline', 'not_in_team']).nullable(),
        /** The code and sentence of what went wrong. */
        problem: z.object({ code: z.string(), detail: z.string() }).nullable(),
      }),
    ),
  }),
})

export const closeConversation = endpoint({
  method: 'post',
  path: '/conversations/{id}/closure',
  tag: 'Conversations',
  access: 'agent',
  summary:
    'Closes. Where the workspace wants a category or a summary and there is none, `closing_incomplete` is the answer.',
  params: idParams,
  body: z.object({ categoryId: id.nullable(), summary: closingSummary }).partial().optional(),
  response: conversation,
})

export const reopenConversation = endpoint({
  method: 'delete',
  path: '/conversations/{id}/closure',
  tag: 'Conversations',
  access: 'agent',
  summary:
    'Opens again what was closed. Soon after a member closed it, whoever waited goes on waiting where they were.',
  params: idParams,
  response: conversation,
})

export const snoozeConversation = endpoint({
  method: 'put',
  path: '/conversations/{id}/snooze',
  tag: 'Conversations',
  access: 'agent',
  summary: 'Puts aside until a time or the contact’s next message.',
  params: idParams,
  body: z.object({ until: instant }),
  response: conversation,
})

export const unsnoozeConversation = endpoint({
  method: 'delete',
  path: '/conversations/{id}/snooze',
  tag: 'Conversations',
  access: 'agent',
  summary: 'Takes it up again now.',
  params: idParams,
  response: conversation,
})

export const readConversation = endpoint({
  method: 'put',
  path: '/conversations/{id}/read',
  tag: 'Conversations',
  access: 'agent',
  summary: 'Says that a member has seen everything in it.',
  params: idParams,
  response: conversation,
})

export const postTyping = endpoint({
  method: 'post',
  path: '/conversations/{id}/typing',
  tag: 'Conversations',
  access: 'agent',
  summary: 'Tells the contact that somebody is writing, where the channel can; as long as a few seconds.',
  params: idParams,
})

const standing = z.object({
  agentId: id,
  load: z.number(),
  lastAssignedAt: z.number().nullable(),
  /** What the strategy compared. */
  score: z.number().nullable(),
})

export const decision = z
  .object({
    id,
    at: instant,
    kind: z.enum(['assigned', 'queued', 'overflowed', 'unassigned']),
    /** What made the engine look. */
    trigger: z.string(),
    teamId: id,
    policyVersion: z.number().int(),
    strategy: z.string(),
    /** What settled it; a word of the engine. */
    reason: z.string(),
    /** Who got it; of an `unassigned` one: who had it. */
    agentId: id.nullable(),
    /** One sentence for people. */
    sentence: z.string(),
    /** The same for other languages. */
    words: z.array(words).optional(),
    position: z.number().int().nullable(),
    waitedMs: z.number().int(),
    /** What the customer was told of the wait, if anything. */
    promise: z.string().nullable(),
    preferred: z.array(
      z.object({
        as: z.enum(['owner', 'previous']),
        agentId: id,
        outcome: z.enum(['took', 'waited_for', 'wait_over', 'not_waited_for']),
        exclusion: z.string().nullable(),
        until: instant.nullable(),
      }),
    ),
    relaxedSkillIds: z.array(id),
    tier: z.number().int().nullable(),
    runnersUp: z.array(standing),
    excluded: z.record(z.string(), z.number()),
    limitsReached: z.record(z.string(), z.number()),
    /** Of an overflow: the team it went on to. */
    toTeamId: id.nullable(),
    isOverLimit: z.boolean(),
    /** Whether what it was decided from is kept. */
    canReplay: z.boolean(),
  })
  .meta({ id: 'Decision' })

export type Decision = z.infer<typeof decision>

export const listDecisions = endpoint({
  method: 'get',
  path: '/conversations/{id}/decisions',
  tag: 'Assignment',
  access: 'agent',
  summary: 'What the engine decided for a conversation and why, newest first.',
  params: idParams,
  response: z.object({ data: z.array(decision) }),
})

export const replayDecision = endpoint({
  method: 'get',
  path: '/decisions/{id}/replay',
  tag: 'Assignment',
  access: 'manager',
  summary: 'Asks the engine again, with what it was told then, and compares.',
  params: idParams,
  response: z.object({
    isSame: z.boolean(),
    /** The engine's answer now, as the engine words it. */
    answer: z.record(z.string(), z.unknown()),
    /** Everything it was told. */
    snapshot: z.record(z.string(), z.unknown()),
  }),
})
