/**
 * How channels are doing: when something last came in and went out, and what last went wrong. Gathered in memory as it
 * happens and written down every few seconds, so that no message waits for it; and never in the channel's own row, by
 * whose version everybody goes who takes webhooks in.
 */
import type { ChannelHealth as Shown } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { Logger } from 'pino'
import { now } from '../db/clock.ts'
import type { Database, Db } from '../db/database.ts'
import { found } from '../errors.ts'
import { cameIn, hadTrouble, triedDelivery } from '../metrics/notices.ts'

const everyMs = 5_000
const longestDetail = 500

type Place = Readonly<{ workspaceId: string; channelId: string }>
type News = Place & {
  lastInAt: Date | null
  lastOutAt: Date | null
  lastError: Readonly<{ code: string; detail: string }> | null
  lastErrorAt: Date | null
}

export class ChannelHealth {
  readonly #database: Database
  readonly #log: Logger
  readonly #news = new Map<string, News>()
  readonly #unlisten: readonly (() => void)[]
  #timer: NodeJS.Timeout | null = null

  constructor(database: Database, log: Logger) {
    this.#database = database
    this.#log = log
    this.#unlisten = [
      cameIn.listen((place) => this.#note(place, { lastInAt: new Date(now()) })),
      hadTrouble.listen(({ code, detail, ...place }) => this.#noteError(place, { code, detail })),
      triedDelivery.listen(({ outcome, code, detail, ...place }) => {
        if (outcome === 'sent') this.#note(place, { lastOutAt: new Date(now()) })
        else this.#noteError(place, { code: code ?? outcome, detail: detail ?? '' })
      }),
    ]
  }

  start(): void {
    this.#timer = setInterval(() => void this.flush(), everyMs)
  }

  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer)
    for (const unlisten of this.#unlisten) unlisten()
    await this.flush()
  }

  /** Writes down what there is. What cannot be written is left out: there will be news. */
  async flush(): Promise<void> {
    if (this.#news.size === 0) return
    const news = [...this.#news.values()].sort((a, b) => (a.channelId < b.channelId ? -1 : 1))
    this.#news.clear()
    try {
      await write(this.#database.db, news)
    } catch (error) {
      this.#log.debug({ err: error }, 'cannot write down how channels are doing')
    }
  }

  #noteError(place: Place, { code, detail }: Readonly<{ code: string; detail: string }>): void {
    const lastError = { code, detail: detail.slice(0, longestDetail).toWellFormed() }
    this.#note(place, { lastError, lastErrorAt: new Date(now()) })
  }

  #note({ workspaceId, channelId }: Place, news: Partial<News>): void {
    const known = this.#news.get(channelId)
    const none = { workspaceId, channelId, lastInAt: null, lastOutAt: null, lastError: null, lastErrorAt: null }
    this.#news.set(channelId, { ...(known ?? none), ...news })
  }
}

/** How a channel is doing, as far as it is written down. */
export async function readHealth(db: Db, workspaceId: string, channelId: string): Promise<Shown> {
  const { rows } = await sql<Row>`
    SELECT c.account_id, h.last_in_at, h.last_out_at, h.last_error, h.last_error_at,
      (SELECT count(*)::int FROM message m WHERE m.workspace_id = c.workspace_id AND m.channel_id = c.id
        AND m.state IN ('pending', 'sending')) AS waiting
    FROM channel c
    LEFT JOIN channel_health h ON h.workspace_id = c.workspace_id AND h.channel_id = c.id
    WHERE c.workspace_id = ${workspaceId} AND c.id = ${channelId} AND c.deleted_at IS NULL`.execute(db)
  const row = found(rows[0])
  return {
    lastInAt: row.last_in_at?.toISOString() ?? null,
    lastOutAt: row.last_out_at?.toISOString() ?? null,
    lastError: row.last_error && row.last_error_at ? { ...row.last_error, at: row.last_error_at.toISOString() } : null,
    waiting: row.waiting,
    account: row.account_id,
  }
}

type Row = Readonly<{
  account_id: string | null
  last_in_at: Date | null
  last_out_at: Date | null
  last_error: Readonly<{ code: string; detail: string }> | null
  last_error_at: Date | null
  waiting: number
}>

async function write(db: Db, news: readonly News[]): Promise<void> {
  const rows = news.map((each) => ({
    ...{ workspace_id: each.workspaceId, channel_id: each.channelId, last_in_at: each.lastInAt },
    ...{ last_out_at: each.lastOutAt, last_error: each.lastError, last_error_at: each.lastErrorAt },
  }))
  await sql`/* channel.write-health */
    INSERT INTO channel_health AS h (workspace_id, channel_id, last_in_at, last_out_at, last_error, last_error_at)
    SELECT workspace_id, channel_id, last_in_at, last_out_at, last_error, last_error_at
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS n (workspace_id uuid, channel_id uuid,
      last_in_at timestamptz, last_out_at timestamptz, last_error jsonb, last_error_at timestamptz)
    ON CONFLICT (workspace_id, channel_id) DO UPDATE SET
      last_in_at = greatest(h.last_in_at, excluded.last_in_at),
      last_out_at = greatest(h.last_out_at, excluded.last_out_at),
      last_error = CASE WHEN excluded.last_error_at >= coalesce(h.last_error_at, '-infinity')
        THEN excluded.last_error ELSE h.last_error END,
      last_error_at = greatest(h.last_error_at, excluded.last_error_at)`.execute(db)
}
