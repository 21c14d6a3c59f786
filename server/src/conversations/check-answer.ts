/**
 * Whether an agent answered in time what the engine gave them. Only a person's reply counts; who did not reply loses it
 * to the next agent, and may become busy. The time is the team's business time, from the assignment on, or from when
 * the conversation was woken since.
 */

import type { Actor } from '@fairlead/sdk'
import { type SqlBool, sql } from 'kysely'
import { escalateIfAllTried } from '../assignment/escalate.ts'
import { type AssigningTeam, loadPolicy } from '../assignment/policy.ts'
import { now } from '../db/clock.ts'
import type { Database, Tx } from '../db/database.ts'
import { found } from '../errors.ts'
import { addJob } from '../jobs/add.ts'
import type { JobPayloads } from '../jobs/list.ts'
import { choosePresence } from '../members/presence.ts'
import type { ConversationRow } from './change.ts'
import { giveBack, hasAssignee } from './give-back.ts'
import { lockWithAssignee } from './hold.ts'
import { selectWithPolicy } from './with-policy.ts'

const system: Actor = { type: 'system', id: null }
const batchSize = 500

type Job = JobPayloads['conversation.check-answer']

/** The job: takes the conversation back when its time is over. Answers whether it was. */
export async function checkAnswer(database: Database, job: Job): Promise<boolean> {
  // Nearly always it was answered, and nobody is held.
  if (!(await isExpected(database, job))) return false
  return database.transact(async (tx) => {
    const { row, assignee } = await lockWithAssignee(tx, job.workspaceId, job.id)
    if (assignee === null || !hasAssignee(row) || !isSameAssignment(row, job)) return false
    if (await wasAnswered(tx, row)) return false
    const team = row.team_id === null ? null : await loadPolicy(tx, row.workspace_id, row.team_id, now())
    const due = team && dueAt(row, team)
    if (!team || due === null) return false
    // The hours or the policy changed since it was set.
    if (due > now()) {
      await addJob(tx, 'conversation.check-answer', job, { key: `answer:${job.id}`, runAt: new Date(due) })
      return false
    }

    await giveBack(tx, row, { by: 'no_answer', actor: system, isTried: true })
    await countMiss(tx, assignee, team.settings.busyAfterMisses)
    await escalateIfAllTried(tx, { workspaceId: row.workspace_id, id: row.id })
    return true
  })
}

/** Checks what a policy or hours changed since may have made due, or a lost job left. Answers how many it took back. */
export async function checkOverdueAnswers(database: Database): Promise<number> {
  const teams = new Map<string, AssigningTeam | null>()
  let count = 0
  for (let after = ''; ; ) {
    const rows = await selectWatched(database)
      // Business time is never longer than what really passed.
      .where(
        sql<SqlBool>`greatest(c.assigned_at, c.queued_at) <=
          now() - make_interval(mins => (p.settings ->> 'noAnswerMinutes')::int)`,
      )
      .$if(after !== '', (query) => query.where('c.id', '>', after))
      .orderBy('c.id')
      .limit(batchSize)
      .execute()
    for (const row of rows) {
      const teamId = found(row.team_id)
      const team = teams.get(teamId) ?? (await loadPolicy(database.db, row.workspace_id, teamId, now()))
      teams.set(teamId, team)
      const due = team && dueAt(row, team)
      if (due === null || due > now()) continue
      const job = { workspaceId: row.workspace_id, id: row.id, assignedAt: found(row.assigned_at).toISOString() }
      if (await checkAnswer(database, job)) count += 1
    }
    const last = rows.at(-1)
    if (!last || rows.length < batchSize) return count
    after = last.id
  }
}

async function isExpected(database: Database, job: Job): Promise<boolean> {
  const row = await selectWatched(database)
    .where('c.workspace_id', '=', job.workspaceId)
    .where('c.id', '=', job.id)
    .executeTakeFirst()
  return row !== undefined && isSameAssignment(row, job)
}

function selectWatched({ db }: Database) {
  return selectWithPolicy(db)
    .selectAll('c')
    .where('c.status', '=', 'open')
    .where('c.assigned_by', '=', 'engine')
    .where('c.assignee_id', 'is not', null)
    .where('c.waiting_since', 'is not', null)
    .where(sql<SqlBool>`p.settings ->> 'noAnswerMinutes' IS NOT NULL`)
}

function isSameAssignment(row: ConversationRow, { assignedAt }: Job): boolean {
  return (
    row.status === 'open' &&
    row.assigned_by === 'engine' &&
    row.waiting_since !== null &&
    row.assigned_at?.getTime() === Date.parse(assignedAt)
  )
}

// In the app or on the business's own phone; a note, a system message or a bot answers nobody.
async function wasAnswered(tx: Tx, row: ConversationRow): Promise<boolean> {
  const reply = await tx
    .selectFrom('message')
    .select('id')
    .where('workspace_id', '=', row.workspace_id)
    .where('conversation_id', '=', row.id)
    .where('author_type', '=', 'member')
    .where('is_note', '=', false)
    .where('created_at', '>=', row.assigned_at)
    .limit(1)
    .executeTakeFirst()
  return reply !== undefined
}

/** Null: answers are not watched, or the team never opens. */
function dueAt(row: ConversationRow, { settings, calendar }: AssigningTeam): number | null {
  if (settings.noAnswerMinutes === null || row.assigned_at === null) return null
  const since = Math.max(row.assigned_at.getTime(), row.queued_at.getTime())
  return calendar.addBusinessMs(since, settings.noAnswerMinutes * 60_000)
}

async function countMiss(
  tx: Tx,
  {
    workspace_id: workspaceId,
    id: memberId,
    chosen_presence,
  }: Readonly<{
    workspace_id: string
    id: string
    chosen_presence: string
  }>,
  busyAfterMisses: number | null,
): Promise<void> {
  const { misses } = await tx
    .updateTable('member')
    .set((eb) => ({ misses: eb('misses', '+', 1) }))
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', memberId)
    .returning('misses')
    .executeTakeFirstOrThrow()
  if (busyAfterMisses === null || misses < busyAfterMisses) return

  await tx
    .updateTable('member')
    .set({ misses: 0 })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', memberId)
    .execute()
  if (chosen_presence !== 'online') return
  await choosePresence(tx, { workspaceId, memberId, presence: 'busy', actor: system, lease: 'unchanged' })
}
