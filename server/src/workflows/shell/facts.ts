/** What a run sees when it takes a step: of hours and queues only what the step asks for. */
import type { Contact, Conversation, Hours, Language, WorkflowStep } from '@fairlead/sdk'
import { sql } from 'kysely'
import { loadContact } from '../../contacts/present.ts'
import { loadConversation } from '../../conversations/present.ts'
import type { Db, Tx } from '../../db/database.ts'
import { workspaceHours } from '../interpreter/lookup.ts'
import type { Needs } from '../interpreter/needs.ts'
import type { Facts, Opening, World } from '../interpreter/world.ts'
import { loadOpening } from './opening.ts'
import { loadQueueFacts } from './queue-facts.ts'

type Subject = Readonly<{ workspaceId: string; conversationId: string }>

export type Asked = Subject &
  Readonly<{
    needs: Needs
    /** Those that may have hours of their own. */
    steps?: readonly WorkflowStep[]
    now: number
  }>

/** Null: the conversation, or its contact, is not there any more. */
export async function loadWorld(db: Db | Tx, asked: Asked): Promise<World | null> {
  const { workspaceId, conversationId, now } = asked
  const conversation = await loadConversation(db, workspaceId, conversationId)
  if (conversation === null) return null
  const [contact, around] = await Promise.all([
    loadContact(db, workspaceId, conversation.contact.id),
    loadAround(db, asked, conversation),
  ])
  if (contact === null) return null
  return { now, facts: await toFacts(db, { asked, conversation, contact, around }) }
}

/** Which of the two it is that is gone. */
export async function whatIsGone(
  db: Db | Tx,
  { workspaceId, conversationId }: Subject,
): Promise<'contact_gone' | 'conversation_gone'> {
  const row = await db
    .selectFrom('conversation')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', conversationId)
    .executeTakeFirst()
  return row ? 'contact_gone' : 'conversation_gone'
}

type Around = {
  workspace_name: string
  hours: Hours | null
  language: Language
  assignee_name: string | null
  team_name: string | null
  is_new: boolean
  message_text: string | null
}

async function loadAround(
  db: Db | Tx,
  { workspaceId, conversationId }: Subject,
  { assigneeId, teamId, contact, createdAt }: Conversation,
): Promise<Around> {
  const { rows } = await sql<Around>`/* workflow.around */
    SELECT w.name AS workspace_name, w.hours, w.language, m.name AS assignee_name, t.name AS team_name,
      NOT EXISTS (SELECT FROM conversation o WHERE o.workspace_id = w.id AND o.contact_id = ${contact.id}
        AND o.id <> ${conversationId} AND o.created_at < ${createdAt}) AS is_new,
      (SELECT s.text FROM message s WHERE s.workspace_id = w.id AND s.conversation_id = ${conversationId}
        AND s.author_type = 'contact' AND NOT s.is_note ORDER BY s.id DESC LIMIT 1) AS message_text
    FROM workspace w
    LEFT JOIN member m ON m.workspace_id = w.id AND m.id = ${assigneeId}
    LEFT JOIN team t ON t.workspace_id = w.id AND t.id = ${teamId}
    WHERE w.id = ${workspaceId}`.execute(db)
  return rows[0]!
}

type Loaded = Readonly<{
  asked: Asked
  conversation: Conversation
  contact: Contact
  around: Around
}>

async function toFacts(db: Db | Tx, { asked, conversation, contact, around }: Loaded): Promise<Facts> {
  const { assigneeId, teamId } = conversation
  const { workspaceId, conversationId, needs, steps = [], now } = asked
  const place = { workspaceId, now, locale: contact.locale ?? around.language }

  const hours: [string, Opening][] = []
  for (const key of keysOf(needs.hours, teamId ?? workspaceHours)) {
    const opening = await loadOpening(db, { ...place, key, steps, workspaceHours: around.hours })
    if (opening !== null) hours.push([key, opening])
  }
  const queues: [string, Facts['queues'][string]][] = []
  for (const key of keysOf(needs.queues, teamId)) {
    const queue = await loadQueueFacts(db, { ...place, teamId: key, conversationId })
    if (queue !== null) queues.push([key, queue])
  }
  return {
    workspace: { name: around.workspace_name, timeZone: around.hours?.timeZone ?? 'UTC' },
    contact: { ...contact, isNew: around.is_new },
    conversation,
    assignee: assigneeId === null ? null : { id: assigneeId, name: around.assignee_name ?? '' },
    team: teamId === null ? null : { id: teamId, name: around.team_name ?? '' },
    hours: Object.fromEntries(hours),
    queues: Object.fromEntries(queues),
    messageText: around.message_text ?? '',
  }
}

/** With the conversation's own team in the place of the key that stands for it. */
function keysOf(keys: readonly string[], own: string | null): string[] {
  return [...new Set(keys.map((key) => (key === '' ? own : key)).filter((key) => key !== null))]
}
