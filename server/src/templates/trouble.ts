import { isTemplateMissed } from '@fairlead/sdk'
import { now } from '../db/clock.ts'
import { hadTrouble } from '../metrics/notices.ts'
import type { TemplateRow } from './row.ts'

type Told = Pick<TemplateRow, 'name' | 'language' | 'status' | 'reason' | 'last_used_at'>

/** Tells managers that a template which is in use can no longer be sent. */
export function tellOfTrouble(
  place: Readonly<{ workspaceId: string; channelId: string }>,
  before: Pick<TemplateRow, 'status'>,
  after: Told,
): void {
  const { status, last_used_at: at } = after
  if (before.status === status || !isTemplateMissed({ status, lastUsedAt: at?.toISOString() ?? null }, now())) return
  hadTrouble.tell({ ...place, code: 'template_error', detail: describeState(after) })
}

/** What is with it, in a sentence. */
export function describeState({ name, language, status, reason }: Omit<Told, 'last_used_at'>): string {
  const why = reason === null ? '' : ` (${reason})`
  return `The template ${name} (${language}) is ${status.toLowerCase().replaceAll('_', ' ')} at its provider${why}.`
}
