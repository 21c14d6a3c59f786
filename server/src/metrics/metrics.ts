/**
 * The figures of `/metrics`. What this process did is counted as it happens: from the events it committed, from what
 * features say in passing, from requests. What the database holds is asked for when somebody reads, by
 * `DatabaseFigures`: a reader who comes while the database is away still gets the former.
 */
import { collectDefaultMetrics, Registry } from 'prom-client'
import type { AppendedEvent, Database } from '../db/database.ts'
import { type Counters, makeCounters } from './counters.ts'
import { DatabaseFigures } from './database-figures.ts'
import { looked, ranJob, triedDelivery } from './notices.ts'

export type Batch = Readonly<{ webhooks: number; messages: number; ms: number }>
export type ServedRequest = Readonly<{ method: string; route: string; status: number; ms: number; channelType: string }>

type Parts = Readonly<{
  database: Database
  /** How many event streams are open here. */
  countStreams: () => number
  /** Says who we are. */
  build: Readonly<{ version: string; roles: readonly string[] }>
}>

export class Metrics {
  readonly #registry = new Registry()
  readonly #counters: Counters
  readonly #figures: DatabaseFigures
  readonly #parts: Parts
  readonly #unlisten: readonly (() => void)[]

  constructor(parts: Parts) {
    this.#parts = parts
    collectDefaultMetrics({ register: this.#registry })
    this.#counters = makeCounters(this.#registry)
    this.#figures = new DatabaseFigures(parts.database, this.#registry)
    const { version, roles } = parts.build
    this.#counters.build.set({ version, node: process.versions.node, roles: roles.join(',') }, 1)
    this.#unlisten = [parts.database.onCommitted((events) => this.#countEvents(events)), ...this.#listen()]
  }

  get contentType(): string {
    return this.#registry.contentType
  }

  /** In Prometheus' text format. */
  async read(): Promise<string> {
    const { pool } = this.#parts.database
    this.#counters.streams.set(this.#parts.countStreams())
    this.#counters.pool.set({ state: 'idle' }, pool.idleCount)
    this.#counters.pool.set({ state: 'busy' }, pool.totalCount - pool.idleCount)
    this.#counters.pool.set({ state: 'waiting' }, pool.waitingCount)
    this.#counters.databaseUp.set((await this.#figures.refresh()) ? 1 : 0)
    return this.#registry.metrics()
  }

  observeBatch({ webhooks, messages, ms }: Batch): void {
    this.#counters.batchWebhooks.observe(webhooks)
    this.#counters.batchMessages.observe(messages)
    this.#counters.batchSeconds.observe(ms / 1000)
  }

  observeRequest({ method, route, status, ms, channelType }: ServedRequest): void {
    this.#counters.request.observe({ route, method, status: String(status) }, ms / 1000)
    if (channelType === '' || method !== 'POST') return
    const outcome = outcomeOf(status)
    this.#counters.intake.inc({ channel_type: channelType, outcome })
    if (outcome === 'taken') this.#counters.intakeSeconds.observe({ channel_type: channelType }, ms / 1000)
  }

  stop(): void {
    for (const unlisten of this.#unlisten) unlisten()
    this.#registry.clear()
  }

  #countEvents(events: readonly AppendedEvent[]): void {
    // A batch carries hundreds of the same few types: summed first, since labels cost more than adding.
    const types = new Map<string, number>()
    for (const event of events) {
      types.set(event.type, (types.get(event.type) ?? 0) + 1)
      if (event.type === 'message.created') this.#counters.messages.inc({ author: event.data.message.author.type })
      else if (event.type === 'conversation.assigned') this.#counters.assigned.inc({ by: event.data.by })
    }
    for (const [type, count] of types) this.#counters.events.inc({ type }, count)
  }

  #listen(): (() => void)[] {
    const { teamAssigned, assignSeconds, lookSeconds, deliveries, jobSeconds } = this.#counters
    return [
      looked.listen(({ workspaceId, teamId, trigger, strategy, waitedMs, ms }) => {
        lookSeconds.observe({ trigger }, ms / 1000)
        if (strategy === null || waitedMs.length === 0) return
        teamAssigned.inc({ workspace_id: workspaceId, team_id: teamId, strategy, trigger }, waitedMs.length)
        for (const waited of waitedMs) assignSeconds.observe({ strategy }, waited / 1000)
      }),
      triedDelivery.listen(({ channelType, outcome, code }) =>
        deliveries.inc({ channel_type: channelType, outcome, code: code ?? '' }),
      ),
      ranJob.listen(({ task, outcome, ms }) => jobSeconds.observe({ task, outcome }, ms / 1000)),
    ]
  }
}

/** What became of something that came in, told by how it was answered. */
function outcomeOf(status: number): string {
  if (status < 300) return 'taken'
  if (status === 401) return 'bad_signature'
  if (status === 404) return 'unknown_channel'
  if (status === 429) return 'too_many'
  // Back-pressure, draining, or the database is away: the provider sends it again.
  if (status === 503) return 'refused'
  return status < 500 ? 'invalid' : 'failed'
}
