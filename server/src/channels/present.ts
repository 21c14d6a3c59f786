import { type Channel, channelTypes, channel as contract } from '@fairlead/sdk'
import type { Selectable } from 'kysely'
import type { Tables } from '../db/schema.ts'
import { webhookUrlOf } from './account.ts'

type Row = Selectable<Tables['channel']>

/** Shown to managers only; null for everybody else and in the log, which all members read. */
export type Confidential = Readonly<{ open: Readonly<Record<string, unknown>>; publicUrl: string }> | null

/** A channel as the contract shows it: nothing that was given to us as a secret, and our own only to managers. */
export function presentChannel(row: Row, confidential: Confidential): Channel {
  const { own, hasWebhook } = channelTypes[row.type]
  const shown = Object.entries(own).flatMap(([name, as]) => (as === 'shown' ? [name] : []))
  return contract.parse({
    id: row.id,
    type: row.type,
    name: row.name,
    teamId: row.team_id,
    status: row.status,
    statusReason: row.status_reason,
    weight: row.weight,
    agentLimit: row.agent_limit,
    reopenHours: row.reopen_hours,
    createdAt: row.created_at.toISOString(),
    settings: row.settings,
    ...(hasWebhook ? { webhookUrl: confidential ? webhookUrlOf(row, confidential.publicUrl) : null } : {}),
    ...Object.fromEntries(shown.map((name) => [name, confidential ? String(confidential.open[name]) : null])),
  })
}
