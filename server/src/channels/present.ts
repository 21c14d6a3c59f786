import { type Channel, webchatSettings, whatsappSettings } from '@fairlead/sdk'
import type { Selectable } from 'kysely'
import type { Tables } from '../db/schema.ts'

type Row = Selectable<Tables['channel']>

/** Shown to managers only; null for everybody else and in the log, which all members read. */
export type Confidential = Readonly<{ open: Readonly<Record<string, unknown>>; publicUrl: string }> | null

export function presentChannel(row: Row, confidential: Confidential): Channel {
  const base = {
    id: row.id,
    name: row.name,
    teamId: row.team_id,
    status: row.status,
    statusReason: row.status_reason,
    weight: row.weight,
    agentLimit: row.agent_limit,
    reopenHours: row.reopen_hours,
    createdAt: row.created_at.toISOString(),
  }
  switch (row.type) {
    case 'webchat':
      return {
        ...base,
        type: 'webchat',
        settings: webchatSettings.parse(row.settings),
        identitySecret: confidential ? String(confidential.open.identitySecret) : null,
      }
    case 'whatsapp':
      return {
        ...base,
        type: 'whatsapp',
        settings: whatsappSettings.parse(row.settings),
        webhookUrl: confidential ? `${confidential.publicUrl}/webhooks/whatsapp/${row.id}` : null,
        verifyToken: confidential ? String(confidential.open.verifyToken) : null,
      }
    default:
      return row.type satisfies never
  }
}
