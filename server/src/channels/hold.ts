import type { ChannelType, PriorityRule, Workspace } from '@fairlead/sdk'
import { sql } from 'kysely'
import { now } from '../db/clock.ts'
import type { Tx } from '../db/database.ts'

/** A channel as whoever takes in messages needs to know it. */
export type HeldChannel = Readonly<{
  id: string
  workspaceId: string
  type: ChannelType
  /** Another one whenever anything about the channel was changed. */
  version: string
  /** The team of what is opened: the channel's, else the workspace's, of those that still exist. */
  teamId: string | null
  reopenHours: number
  boosts: Workspace['boosts']
  priorityRules: readonly PriorityRule[]
}>

export type HeldChannels = Readonly<{
  channels: ReadonlyMap<string, HeldChannel>
  /** By the database's clock, which is the same for all processes. */
  now: Date
}>

/**
 * The channels that are still connected. Until the transaction ends, nobody deletes their teams or changes the rules by
 * which priorities are given: whoever opens a conversation is not overtaken.
 */
export async function holdChannels(tx: Tx, ids: readonly string[]): Promise<HeldChannels> {
  const { rows } = await sql<{
    id: string
    workspace_id: string
    type: ChannelType
    version: string
    team_id: string | null
    reopen_hours: number
    boosts: Workspace['boosts']
    priority_rules: readonly PriorityRule[]
    now: Date
  }>`/* channel.hold */
    SELECT h.id, h.workspace_id, h.type, h.xmin::text AS version, t.id AS team_id,
      coalesce(h.reopen_hours, w.reopen_hours) AS reopen_hours, w.boosts, w.priority_rules, clock_timestamp() AS now
    FROM unnest(${[...new Set(ids)].sort()}::uuid[]) AS wanted (id)
    CROSS JOIN LATERAL (SELECT h.*, h.xmin FROM channel h WHERE h.id = wanted.id AND h.deleted_at IS NULL OFFSET 0) AS h
    CROSS JOIN LATERAL (SELECT w.* FROM workspace w WHERE w.id = h.workspace_id FOR SHARE OF w) AS w
    LEFT JOIN LATERAL (SELECT t.id FROM team t WHERE t.workspace_id = h.workspace_id
      AND t.id IN (h.team_id, w.default_team_id) AND t.deleted_at IS NULL
      ORDER BY t.id IS NOT DISTINCT FROM h.team_id DESC LIMIT 1 FOR KEY SHARE OF t) AS t ON true`.execute(tx)
  return {
    now: rows[0]?.now ?? new Date(now()),
    channels: new Map(
      rows.map((row) => [
        row.id,
        {
          ...{ id: row.id, workspaceId: row.workspace_id, type: row.type, version: row.version, teamId: row.team_id },
          ...{ reopenHours: row.reopen_hours, boosts: row.boosts, priorityRules: row.priority_rules },
        },
      ]),
    ),
  }
}
