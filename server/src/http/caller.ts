import type { Context } from 'hono'
import { sql } from 'kysely'
import type { People } from '../auth/people.ts'
import { hashToken } from '../auth/secrets.ts'
import { now } from '../db/clock.ts'
import type { Db } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { withoutBadText } from '../text.ts'
import type { Caller, Env } from './endpoint.ts'

const apiKeyPattern = /^Bearer (flk_[\w-]{20,100})$/i

/** Who asks, by API key or session; null when nobody does. A key that is wrong is an error, not nobody. */
export async function findCaller(c: Context<Env>, db: Db, people: People): Promise<Caller | null> {
  const authorization = c.req.header('authorization')
  if (authorization) {
    const key = apiKeyPattern.exec(authorization)?.[1]
    const caller = key ? await findByApiKey(db, key) : null
    if (!caller) throw new AppError('unauthenticated', { detail: 'The API key is not known, or was revoked.' })
    return caller
  } else {
    if (!c.req.header('cookie')) return null
    const session = await people.api.getSession({ headers: c.req.raw.headers })
    return session ? findByPerson(db, session.user.id, session.session.id, wantedWorkspace(c)) : null
  }
}

// Pictures and links cannot send a header: for them it is in the address.
function wantedWorkspace(c: Context<Env>): string | null {
  return withoutBadText(c.req.header('fairlead-workspace') ?? c.req.query('workspace') ?? null)
}

/**
 * Refuses what a page of another site made the browser send. Only cookies are sent by themselves, so only requests
 * that rest on them are looked at.
 */
export function refuseCrossSite(c: Context<Env>): void {
  if (['GET', 'HEAD', 'OPTIONS'].includes(c.req.method) || c.req.header('authorization')) return
  const site = c.req.header('sec-fetch-site')
  const origin = c.req.header('origin')
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new AppError('cross_site')
  if (site === undefined && origin !== undefined && hostOf(origin) !== c.req.header('host')) {
    throw new AppError('cross_site')
  }
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null
}

async function findByApiKey(db: Db, key: string): Promise<Caller | null> {
  const row = await db
    .selectFrom('api_key as k')
    .innerJoin('member as m', (join) =>
      join.onRef('m.workspace_id', '=', 'k.workspace_id').onRef('m.id', '=', 'k.member_id'),
    )
    .select(['k.workspace_id', 'k.id as key_id', 'k.last_used_at', 'm.id', 'm.name', 'm.role', 'm.person_id'])
    .where('k.key_hash', '=', hashToken(key))
    .where('m.deactivated_at', 'is', null)
    .executeTakeFirst()
  if (!row) return null

  // Once a minute is enough to see whether a key is in use, and keeps reads from becoming writes.
  if (!row.last_used_at || now() - row.last_used_at.getTime() > 60_000) {
    await db
      .updateTable('api_key')
      .set({ last_used_at: sql`now()` })
      .where('workspace_id', '=', row.workspace_id)
      .where('id', '=', row.key_id)
      .execute()
  }
  return toCaller(row, 'api_key', row.key_id)
}

async function findByPerson(
  db: Db,
  personId: string,
  sessionId: string,
  workspaceId: string | null,
): Promise<Caller | null> {
  const row = await db
    .selectFrom('member')
    .select(['workspace_id', 'id', 'name', 'role', 'person_id'])
    .where('person_id', '=', personId)
    .where('deactivated_at', 'is', null)
    .$if(workspaceId !== null, (query) => query.where(sql`workspace_id::text`, '=', workspaceId))
    .orderBy('created_at')
    .limit(1)
    .executeTakeFirst()
  return row ? toCaller(row, 'session', sessionId) : null
}

function toCaller(
  row: { workspace_id: string; id: string; name: string; role: Caller['role']; person_id: string },
  via: Caller['via'],
  credentialId: string,
): Caller {
  return {
    workspaceId: row.workspace_id,
    memberId: row.id,
    name: row.name,
    role: row.role,
    via,
    personId: row.person_id,
    credentialId,
  }
}
