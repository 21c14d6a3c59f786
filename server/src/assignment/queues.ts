/**
 * When the queues are looked at: at once after every commit that may have made somebody eligible or something wait, when
 * the clock alone may have (a job of the team, see `look-again.ts`), and every few seconds for whatever was missed,
 * because a process died between a commit and its look.
 */
import type { EventType } from '@fairlead/sdk'
import type { Logger } from 'pino'
import type { Database } from '../db/database.ts'
import { drain } from './assign.ts'
import { repairLoads } from './loads.ts'
import { forgetLook } from './look-again.ts'
import { findWaitingTeams, findWaitingWorkspaces, isWorkspaceBusy } from './waiting-teams.ts'

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
const repairMs = 60_000
/** A look that took longer is followed by a pause, so that a large team leaves room for others: I3 gives a second. */
const shortLookMs = 20
const longestPauseMs = 200

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
  #repairedAt = performance.now()
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
        for (const workspaceId of await findWaitingWorkspaces(this.#database.db)) this.look(workspaceId, 'sweep')
        await this.#repair()
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
      const from = performance.now()
      await this.#lookNow(workspaceId, trigger)
      const tookMs = performance.now() - from
      if (tookMs > shortLookMs && this.#pending.has(workspaceId) && !this.#isStopped) {
        await new Promise((resolve) => setTimeout(resolve, Math.min(tookMs, longestPauseMs)))
      }
    }
  }

  async #lookNow(workspaceId: string, trigger: string): Promise<void> {
    try {
      const isSweep = trigger === 'sweep'
      // A sweep that overtakes the look of a commit of this second, or a timer's job, caught nothing that was missed.
      const isBusy = isSweep && (await isWorkspaceBusy(this.#database.db, workspaceId))
      for (const { teamId, isDue } of await findWaitingTeams(this.#database.db, workspaceId)) {
        const assigned = await this.#drain(workspaceId, teamId, trigger)
        if (isSweep && assigned > 0 && !isDue && !isBusy) {
          this.#log.warn({ workspaceId, teamId, assigned }, 'the sweeper assigned what an event had missed')
        }
      }
    } catch (error) {
      this.#log.warn({ err: error, workspaceId, trigger }, 'could not look at the queues')
    }
  }

  async #repair(): Promise<void> {
    if (performance.now() - this.#repairedAt < repairMs) return
    this.#repairedAt = performance.now()
    await repairLoads(this.#database, this.#log)
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
}
