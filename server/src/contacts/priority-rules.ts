import type { PriorityRule } from '@fairlead/sdk'
import { sql } from 'kysely'
import { differenceOf } from '../conversations/change.ts'
import { loadConversations } from '../conversations/present.ts'
import { append, type Tx } from '../db/database.ts'

export type Valued = Readonly<{ tags: readonly string[]; stage: string | null; owner_id: string | null }>

/** What the first rule that fits the contact says; `normal` when none does. A rule that asks for nothing fits nobody. */
export function priorityFor(contact: Valued, rules: readonly PriorityRule[]) {
  return rules.find((rule) => fits(contact, rule))?.priority ?? 'normal'
}

function fits({ tags, stage, owner_id }: Valued, rule: PriorityRule): boolean {
  const hasTag = rule.tags.some((tag) => tags.includes(tag))
  const isInStage = stage !== null && rule.stages.includes(stage)
  return hasTag || isInStage || (rule.hasOwner && owner_id !== null)
}

/** The rules, which nobody changes until the transaction ends: whoever opens a conversation by them is not overtaken. */
export async function holdPriorityRules(tx: Tx, workspaceId: string): Promise<readonly PriorityRule[]> {
  const { priority_rules } = await tx
    .selectFrom('workspace')
    .select('priority_rules')
    .where('id', '=', workspaceId)
    .forShare()
    .executeTakeFirstOrThrow()
  return priority_rules
}

/**
 * Gives every conversation that is not closed the priority that the rules of now say, of one contact or of all. Those
 * that a person gave one keep it. Call it after what the rules look at was written.
 */
export async function applyPriorityRules(tx: Tx, workspaceId: string, contactId?: string): Promise<void> {
  const { priority_rules: rules } = await tx
    .selectFrom('workspace')
    .select('priority_rules')
    .where('id', '=', workspaceId)
    .executeTakeFirstOrThrow()
  const ids = (await select(tx, workspaceId, contactId).execute())
    .filter((row) => row.priority !== priorityFor(row, rules))
    .map(({ id }) => id)
  if (ids.length === 0) return

  // Held in the order of ids, and looked at again: a person may have chosen one meanwhile.
  const held = await select(tx, workspaceId, contactId).where('c.id', 'in', ids).forNoKeyUpdate('c').execute()
  const changes = held.flatMap((row) => {
    const priority = priorityFor(row, rules)
    return row.priority === priority ? [] : [{ id: row.id, priority }]
  })
  await write(tx, workspaceId, changes)
}

/** Holds the conversations of these contacts, in the order of ids: before the contacts themselves. */
export async function holdConversationsOf(tx: Tx, workspaceId: string, contactIds: readonly string[]): Promise<void> {
  await tx
    .selectFrom('conversation')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('contact_id', 'in', contactIds)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
}

function select(tx: Tx, workspaceId: string, contactId: string | undefined) {
  return tx
    .selectFrom('conversation as c')
    .innerJoin('contact as k', (join) =>
      join.onRef('k.workspace_id', '=', 'c.workspace_id').onRef('k.id', '=', 'c.contact_id'),
    )
    .select(['c.id', 'c.priority', 'k.tags', 'k.stage', 'k.owner_id'])
    .where('c.workspace_id', '=', workspaceId)
    .where('c.status', '<>', 'closed')
    .where('c.is_priority_manual', '=', false)
    .$if(contactId !== undefined, (query) => query.where('c.contact_id', '=', contactId!))
    .orderBy('c.id')
}

async function write(tx: Tx, workspaceId: string, changes: readonly { id: string; priority: string }[]): Promise<void> {
  if (changes.length === 0) return
  const ids = changes.map(({ id }) => id)
  const before = await loadConversations(tx, workspaceId, ids)
  // One moment for all: then they are listed by id, the latest first, which is the order in which they are told.
  await sql`
    UPDATE conversation AS c
    SET priority = d.priority, queue_order = c.queued_since - make_interval(mins => (w.boosts ->> d.priority)::int),
      last_activity_at = statement_timestamp()
    FROM workspace AS w, unnest(${ids}::uuid[], ${changes.map(({ priority }) => priority)}::text[]) AS d (id, priority)
    WHERE w.id = ${workspaceId} AND c.workspace_id = w.id AND c.id = d.id`.execute(tx)
  const after = await loadConversations(tx, workspaceId, ids)
  for (const [index, conversation] of after.entries()) {
    append(tx, {
      workspaceId,
      type: 'conversation.changed',
      subjectId: conversation.id,
      actor: { type: 'system', id: null },
      data: { conversation: differenceOf(before[index]!, conversation) },
    })
  }
}
