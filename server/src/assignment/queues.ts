/**
 * When the queues are looked at: at once after every commit that may have made somebody eligible or something wait, when
 * the clock alone may have (a job of the team, see `look-again.ts`), and every few seconds for whatever was missed,
 * because a process died between a commit and its look.
 */
import type { EventType } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { Logger } from 'pino'
import type { Database } from '../db/database.ts'
import { drain } from './assign.ts'
import { forgetLook } from './look-again.ts'

/** What may make somebody eligible or something wait. */
const movesQueue: ReadonlySet<EventType> = new Set<EventType>([
  'conversation.opened',
  'conversation.reopened',
  'conversation.closed',
  'conversation.snoozed',
  'conversation.unsnoozed',
  'conversation.unassigned',
  'conversation.moved',
  'conversation.changed',
  'member.presence_changed',
  'member.changed',
  'team.changed',
  'skill.changed',
  'skill.deleted',
  'channel.changed',
  'contact.changed',
  'contact.merged',
  'workspace.changed',
])

const sweepMs = 3000

/** `isDue`: its timer is, whose job comes any moment. `isBusy`: something was committed just now, whose look does. */
type WaitingTeam = Readonly<{ workspaceId: string; teamId: string; isDue: boolean; isBusy: boolean }>

const isBusy = sql<boolean>`coalesce((SELECT e.at > now() - interval '1 second' FROM event e
  WHERE e.workspace_id = c.workspace_id ORDER BY e.sequence DESC LIMIT 1), false)`

/** The look that a team's timer asked for: a hold is over, hours begin, somebody is done wrapping up. */
export async function lookOnTime(
  database: Database,
  { workspaceId, id: teamId }: { workspaceId: string; id: string },
): Promise<void> {
  await forgetLook(database, workspaceId, teamId)
  await drain(database, { workspaceId, teamId, trigger: 'timer' })
}

export class Queues {
  readonly #database: Database
  readonly #log: Logger
  readonly #pending = new Map<string, string>()
  readonly #running = new Map<string, Promise<void>>()
  #sweep: NodeJS.Timeout | null = null
  #isStopped = false

  constructor(database: Database, log: Logger) {
    this.#database = database
    this.#log = log
    database.onCommitted((events) => {
      for (const event of events) {
        // Taken from one agent and given to another: that one has room now.
        const freesAgent = event.type === 'conversation.assigned' && event.data.fromAgentId !== null
        if (freesAgent || movesQueue.has(event.type)) this.look(event.workspaceId, event.type)
      }
    })
  }

  start(): void {
    const sweep = async () => {
      try {
        const rows = await this.#waitingTeams(null)
        for (const workspaceId of new Set(rows.map((row) => row.workspaceId))) this.look(workspaceId, 'sweep')
      } catch (error) {
        this.#log.debug({ err: error }, 'cannot sweep the queues; trying again')
      }
      if (!this.#isStopped) this.#sweep = setTimeout(sweep, sweepMs)
    }
    this.#sweep = setTimeout(sweep, 500)
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    if (this.#sweep) clearTimeout(this.#sweep)
    await Promise.allSettled(this.#running.values())
  }

  /** Looks at the workspace's queues soon. Calls while a look is under way become one look after it. */
  look(workspaceId: string, trigger: string): void {
    if (this.#isStopped) return
    const pending = this.#pending.get(workspaceId)
    // An event that comes after a sweep is what would have been heard of in any case.
    if (pending === undefined || pending === 'sweep') this.#pending.set(workspaceId, trigger)
    if (!this.#running.has(workspaceId)) {
      this.#running.set(
        workspaceId,
        this.#run(workspaceId).finally(() => this.#running.delete(workspaceId)),
      )
    }
  }

  /** Resolves when nothing is pending: for tests and for a calm stop. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled(this.#running.values())
  }

  async #run(workspaceId: string): Promise<void> {
    for (;;) {
      const trigger = this.#pending.get(workspaceId)
      if (trigger === undefined || this.#isStopped) return
      this.#pending.delete(workspaceId)
      const teams = await this.#waitingTeams(workspaceId).catch((error: unknown) => {
        this.#log.warn({ err: error, workspaceId, trigger }, 'could not look at the queues')
        return []
      })
      for (const { teamId, isDue, isBusy } of teams) {
        const assigned = await this.#drain(workspaceId, teamId, trigger)
        // A sweep that overtakes the look of a commit of this second, or a timer's job, caught nothing that was missed.
        if (trigger === 'sweep' && assigned > 0 && !isDue && !isBusy) {
          this.#log.warn({ workspaceId, teamId, assigned }, 'the sweeper assigned what an event had missed')
        }
      }
    }
  }

  // What goes wrong in one team holds up no other. The sweeper comes again; a deadlock or a lost connection passes.
  async #drain(workspaceId: string, teamId: string, trigger: string): Promise<number> {
    try {
      return await drain(this.#database, { workspaceId, teamId, trigger })
    } catch (error) {
      this.#log.warn({ err: error, workspaceId, teamId, trigger }, 'could not look at a queue')
      return 0
    }
  }

  async #waitingTeams(workspaceId: string | null): Promise<WaitingTeam[]> {
    const rows = await this.#database.db
      .selectFrom('conversation as c')
      .innerJoin('team as t', (join) =>
        join.onRef('t.workspace_id', '=', 'c.workspace_id').onRef('t.id', '=', 'c.team_id'),
      )
      .select([
        'c.workspace_id',
        't.id',
        sql<boolean>`coalesce(t.look_again_at <= now(), false)`.as('is_due'),
        isBusy.as('is_busy'),
      ])
      .distinct()
      .where('c.status', '=', 'open')
      .where('c.assignee_id', 'is', null)
      .$if(workspaceId !== null, (query) => query.where('c.workspace_id', '=', workspaceId!))
      .execute()
    return rows.map((row) => ({
      workspaceId: row.workspace_id,
      teamId: row.id,
      isDue: row.is_due,
      isBusy: row.is_busy,
    }))
  }
}
