import { isQuiet, type NotificationKind } from '@fairlead/sdk'
import { sql } from 'kysely'
import webPush from 'web-push'
import { now } from '../db/clock.ts'
import type { Database, Db } from '../db/database.ts'
import type { JobPayloads } from '../jobs/list.ts'
import { loadPreferences } from '../preferences/load.ts'
import { OutboundError, RefusedAddress } from '../providers/guarded-fetch.ts'
import type { Providers } from '../providers/providers.ts'

const timeoutMs = 15_000
/** What nobody saw in a day is no news. */
const ttlSeconds = 86_400
const mostLetters = 140

type Found = Readonly<{
  member_id: string
  endpoint: string
  p256dh: string
  auth: string
  /** bigint: a string on the wire. */
  number: string
  assignee_id: string | null
  status: string
  unread_count: number
  contact_name: string
  text: string | null
  is_seen: boolean
  /** What is told of is still not with the contact. */
  is_undelivered: boolean
}>

/** What a push says. The words around it are the app's, in the language of the device. */
export type PushText = Readonly<{
  kind: NotificationKind
  conversationId: string
  number: number
  name: string | null
  text: string | null
  language: string | null
}>

/** Tells a device, if it is still worth telling. A device that is gone is forgotten. */
export async function notifyDevice(
  database: Database,
  { fetch, secrets, publicUrl }: Pick<Providers, 'fetch' | 'secrets' | 'publicUrl'>,
  job: JobPayloads['device.notify'],
): Promise<void> {
  const { workspaceId, conversationId, kind } = job
  const found = await load(database.db, job)
  if (found === undefined || !isWorthIt(kind, found)) return
  const { notifications, quiet, showsText, language } = await loadPreferences(database.db, workspaceId, found.member_id)
  if (!notifications[kind].push || isQuiet(quiet, new Date(now()))) return

  const text: PushText = {
    kind,
    conversationId,
    number: Number(found.number),
    name: showsText ? found.contact_name : null,
    text: showsText && found.text ? [...found.text].slice(0, mostLetters).join('') : null,
    language,
  }
  const request = webPush.generateRequestDetails(
    { endpoint: found.endpoint, keys: { p256dh: found.p256dh, auth: found.auth } },
    JSON.stringify(text),
    {
      vapidDetails: { subject: subjectOf(publicUrl), ...secrets.pushKeys },
      TTL: ttlSeconds,
      urgency: kind === 'waiting' ? 'normal' : 'high',
      // Of one conversation a sleeping device needs the latest alone.
      topic: conversationId.replaceAll('-', ''),
    },
  )
  const status = await send(fetch, request)
  if (status === 404 || status === 410) await forgetDevice(database, job)
  // Full, or ill: it is tried again. Whatever else it refuses it would refuse again.
  else if (status === 429 || status >= 500) throw new Error(`the push service answered ${status}`)
}

async function send(fetch: Providers['fetch'], request: webPush.RequestDetails): Promise<number> {
  const headers = Object.fromEntries(Object.entries(request.headers).map(([key, value]) => [key, String(value)]))
  try {
    const answer = await fetch({
      method: 'POST',
      url: request.endpoint,
      headers,
      body: request.body ?? null,
      timeoutMs,
    })
    for await (const _ of answer.body) break
    return answer.status
  } catch (error) {
    // An address that leads inside is none that a browser gave.
    if (error instanceof RefusedAddress) return 410
    if (error instanceof OutboundError) throw new Error(`the push service: ${error.message}`, { cause: error })
    throw error
  }
}

function isWorthIt(kind: NotificationKind, found: Found): boolean {
  switch (kind) {
    case 'assigned':
      return found.status === 'open' && found.assignee_id === found.member_id
    case 'message':
      return found.status === 'open' && found.assignee_id === found.member_id && found.unread_count > 0
    case 'waiting':
      return found.status === 'open' && found.assignee_id === null
    case 'mention':
      return !found.is_seen
    case 'undelivered':
      return found.is_undelivered
  }
}

async function load(
  db: Db,
  { workspaceId, id, conversationId, messageId, kind }: JobPayloads['device.notify'],
): Promise<Found | undefined> {
  const { rows } = await sql<Found>`
    SELECT p.member_id, p.endpoint, p.p256dh, p.auth, c.number, c.assignee_id, c.status, c.unread_count,
      coalesce(t.name, '') AS contact_name, coalesce(m.text, s.text, c.last_message->>'text') AS text,
      n.seen_at IS NOT NULL AS is_seen,
      coalesce(m.state IN ('failed', 'unknown'), s.text IS NOT NULL) AS is_undelivered
    FROM push_subscription p
    JOIN member o ON o.workspace_id = p.workspace_id AND o.id = p.member_id AND o.deactivated_at IS NULL
    JOIN conversation c ON c.workspace_id = p.workspace_id AND c.id = ${conversationId}
    JOIN contact t ON t.workspace_id = c.workspace_id AND t.id = c.contact_id
    LEFT JOIN message m ON m.workspace_id = c.workspace_id AND m.conversation_id = c.id AND m.id = ${messageId}::uuid
    LEFT JOIN LATERAL (SELECT s.body->>'text' AS text FROM scheduled_message s
      WHERE ${kind === 'undelivered' && messageId === null} AND s.workspace_id = c.workspace_id
        AND s.conversation_id = c.id AND s.member_id = p.member_id AND s.error IS NOT NULL
      ORDER BY s.due_at DESC LIMIT 1) AS s ON true
    LEFT JOIN mention n ON n.workspace_id = c.workspace_id AND n.member_id = p.member_id AND n.message_id = ${messageId}::uuid
    WHERE p.workspace_id = ${workspaceId} AND p.id = ${id}`.execute(db)
  return rows[0]
}

async function forgetDevice(database: Database, { workspaceId, id }: JobPayloads['device.notify']): Promise<void> {
  await database.db
    .deleteFrom('push_subscription')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
}

// Push services want to know whom to ask; an address on this machine is nobody's.
function subjectOf(publicUrl: string): string {
  return publicUrl.startsWith('https:') ? publicUrl : 'mailto:push@fairlead.invalid'
}
