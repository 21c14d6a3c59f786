import { type Channel, channelTypes } from '@fairlead/sdk'
import type { Selectable } from 'kysely'
import type { Tables } from '../db/schema.ts'
import { webhookUrlOf } from './account.ts'

type Row = Selectable<Tables['channel']>

/** Shown to managers only; null for everybody else and in the log, which all members read. */
export type Confidential = Readonly<{ open: Readonly<Record<string, unknown>>; publicUrl: string }> | null

/** A channel as the contract shows it: nothing that was given to us as a secret, and our own only to managers. */
export function presentChannel(row: Row, confidential: Confidential): Channel {
  const { own, hasWebhook, settings } = channelTypes[row.type]
  const shown = Object.entries(own).flatMap(([name, as]) => (as === 'shown' ? [name] : []))
  const shownSettings = settings.safeParse(row.settings)
  const channel = {
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
    // What was stored before there was a setting has its default.
    settings: shownSettings.data ?? row.settings,
    ...(hasWebhook ? { webhookUrl: confidential ? webhookUrlOf(row, confidential.publicUrl) : null } : {}),
    ...Object.fromEntries(shown.map((name) => [name, confidential ? String(confidential.open[name]) : null])),
  }
  // Its settings were checked against its type when they were stored.
  return channel as unknown as Channel
}
