/**
 * When customers are told: right after each commit that may have given a reason, and every two seconds for whatever
 * has no event of its own (the team closes, the queue moves, nobody could take it) and for what a process that died
 * between the two left untold.
 *
 * What was committed is the only list of what is to be told. A job for each would have to be enqueued by everything
 * that moves a conversation, and would know nothing that the rows do not say. A look takes no lock until it has found
 * something to tell; then `tell` asks again.
 */
import type { EventType } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { Logger } from 'pino'
import type { AppendedEvent, Database } from '../db/database.ts'
import { findConcerned, isAnybodyTold, tells } from './concerned.ts'
import { type Facts, loadFacts, loadTellingTeams, readClock } from './facts.ts'
import { loadQueueNow, type QueueNow } from './queue-state.ts'
import { dependsOnQueue, dueFor, tell } from './tell.ts'

const mayGiveReason: ReadonlySet<EventType> = new Set<EventType>([
  'conversation.opened',
  'conversation.reopened',
  'conversation.unsnoozed',
  'conversation.assigned',
  'conversation.unassigned',
  'conversation.moved',
  'conversation.closed',
  'conversation.snoozed',
  'message.created',
])

const sweepMs = 2000
const pageSize = 500
const atOnce = 5
const queueKeptMs = 2000
const tellingKeptMs = 1000

type Conversation = Readonly<{ workspaceId: string; id: string }>
/** By team. */
type Queues = Map<string, () => Promise<QueueNow>>

export class Expectations {
  readonly #database: Database
  readonly #log: Logger
  readonly #pending = new Map<string, Conversation>()
  readonly #telling = new Map<string, { answer: Promise<boolean>; at: number }>()
  #running: Promise<void> | null = null
  #sweep: NodeJS.Timeout | null = null
  #sweeping: Promise<void> | null = null
  #isStopped = false

  constructor(database: Database, log: Logger) {
    this.#database = database
    this.#log = log
    database.onCommitted((events) => {
      for (const event of events) {
        if (event.type.startsWith('team.')) this.#telling.delete(event.workspaceId)
        if (givesReason(event)) this.look({ workspaceId: event.workspaceId, id: event.subjectId })
      }
    })
  }

  start(): void {
    const run = async () => {
      this.#sweeping = this.sweep()
      await this.#sweeping
      if (!this.#isStopped) this.#sweep = setTimeout(run, sweepMs)
    }
    this.#sweep = setTimeout(run, sweepMs)
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    if (this.#sweep) clearTimeout(this.#sweep)
    await this.#sweeping
    await this.settled()
  }

  /** Looks at a conversation soon. */
  look(conversation: Conversation): void {
    if (this.#isStopped) return
    this.#pending.set(conversation.id, conversation)
    this.#running ??= this.#run().finally(() => {
      this.#running = null
    })
  }

  /** Resolves when nothing is pending: for tests and for a calm stop. */
  async settled(): Promise<void> {
    while (this.#running) await this.#running
  }

  /** Looks at everything that may have something to be told, or a promise to be settled. */
  async sweep(at?: number): Promise<void> {
    try {
      const queues: Queues = new Map()
      let after = ''
      for (;;) {
        const page = await this.#candidates(after)
        for (const [workspaceId, ids] of groupByWorkspace(page)) await this.#lookAt(workspaceId, ids, queues, at)
        if (page.length < pageSize || this.#isStopped) return
        after = page.at(-1)!.id
      }
    } catch (error) {
      this.#log.debug({ err: error }, 'cannot sweep for what is to be told; trying again')
    }
  }

  async #run(): Promise<void> {
    while (this.#pending.size > 0 && !this.#isStopped) {
      const conversations = [...this.#pending.values()].slice(0, pageSize)
      for (const { id } of conversations) this.#pending.delete(id)
      for (const [workspaceId, ids] of groupByWorkspace(conversations)) {
        await this.#lookAt(workspaceId, await this.#concerned(workspaceId, ids), new Map())
      }
    }
  }

  // Most workspaces tell nothing, and need not be asked at every message. Who begins to tell is seen within a second, and
  // what came meanwhile by the sweep.
  #tellsAnybody(workspaceId: string): Promise<boolean> {
    const kept = this.#telling.get(workspaceId)
    if (kept && performance.now() - kept.at < tellingKeptMs) return kept.answer
    const answer = isAnybodyTold(this.#database.db, workspaceId)
    this.#telling.set(workspaceId, { answer, at: performance.now() })
    return answer
  }

  async #concerned(workspaceId: string, ids: readonly string[]): Promise<readonly string[]> {
    try {
      return (await this.#tellsAnybody(workspaceId)) ? await findConcerned(this.#database.db, workspaceId, ids) : []
    } catch (error) {
      this.#log.debug({ err: error, workspaceId }, 'cannot look for who is to be told; the sweep will')
      return []
    }
  }

  // What goes wrong in one workspace holds up no other. The sweep comes again.
  async #lookAt(workspaceId: string, ids: readonly string[], queues: Queues, at?: number): Promise<void> {
    if (ids.length === 0) return
    try {
      await this.#lookAtAll(workspaceId, ids, queues, at)
    } catch (error) {
      this.#log.warn({ err: error, workspaceId }, 'could not look for what is to be told')
    }
  }

  async #lookAtAll(workspaceId: string, ids: readonly string[], queues: Queues, at?: number): Promise<void> {
    const { db } = this.#database
    const now = at ?? (await readClock(db))
    const all = await loadFacts(db, workspaceId, ids, now)
    const teams = await loadTellingTeams(db, all, now)
    for (const [id, team] of teams) {
      if (!queues.has(id))
        queues.set(
          id,
          keepBriefly(() => loadQueueNow(db, team, now)),
        )
    }
    const lookAtOne = async (facts: Facts) => {
      const [team, queueOf] = [teams.get(facts.teamId ?? ''), queues.get(facts.teamId ?? '')]
      const queue = team && dependsOnQueue(facts, team) ? await queueOf?.() : undefined
      const isDue = team !== undefined && dueFor(facts, team, queue ?? null, now).length > 0
      if (!isDue && !facts.maySettle) return
      await this.#tell(facts, { at, queue: isDue && facts.assigneeId === null ? await queueOf?.() : undefined })
    }
    for (let from = 0; from < all.length && !this.#isStopped; from += atOnce) {
      await Promise.all(all.slice(from, from + atOnce).map(lookAtOne))
    }
  }

  // What goes wrong in one conversation holds up no other.
  async #tell({ workspaceId, id }: Facts, context: Parameters<typeof tell>[2]): Promise<void> {
    try {
      await this.#database.transact((tx) => tell(tx, { workspaceId, id }, context))
    } catch (error) {
      this.#log.warn({ err: error, workspaceId, conversationId: id }, 'could not tell a customer what to expect')
    }
  }

  async #candidates(after: string): Promise<Conversation[]> {
    const from = after === '' ? '00000000-0000-0000-0000-000000000000' : after
    const { rows } = await sql<{ workspace_id: string; id: string }>`
      WITH telling AS (
        SELECT t.workspace_id, t.id FROM team t
        JOIN policy p ON p.workspace_id = t.workspace_id AND p.team_id = t.id AND p.version = t.policy_version
        WHERE t.deleted_at IS NULL AND ${tells}
      )
      SELECT t.workspace_id, c.id FROM telling t
      CROSS JOIN LATERAL (SELECT c.id FROM conversation c WHERE c.workspace_id = t.workspace_id AND c.team_id = t.id
        AND c.status = 'open' AND c.waiting_since IS NOT NULL AND c.id > ${from}::uuid OFFSET 0) AS c
      UNION SELECT p.workspace_id, p.conversation_id FROM promise p
      WHERE p.outcome IS NULL AND p.conversation_id > ${from}::uuid
      ORDER BY id LIMIT ${pageSize}`.execute(this.#database.db)
    return rows.map((row) => ({ workspaceId: row.workspace_id, id: row.id }))
  }
}

// Our own messages give no reason for another.
function givesReason(event: AppendedEvent): boolean {
  return (
    mayGiveReason.has(event.type) && (event.type !== 'message.created' || event.data.message.author.type !== 'system')
  )
}

// A long queue is not read anew for each who is told their place in it.
function keepBriefly<T>(load: () => Promise<T>): () => Promise<T> {
  let kept: { answer: Promise<T>; at: number } | null = null
  return () => {
    if (kept === null || performance.now() - kept.at > queueKeptMs) kept = { answer: load(), at: performance.now() }
    return kept.answer
  }
}

function groupByWorkspace(conversations: readonly Conversation[]): Map<string, string[]> {
  const groups = new Map<string, string[]>()
  for (const { workspaceId, id } of conversations) groups.set(workspaceId, [...(groups.get(workspaceId) ?? []), id])
  return groups
}
