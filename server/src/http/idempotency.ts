import { createHash } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import { sql } from 'kysely'
import type { Secrets } from '../auth/secrets.ts'
import type { Database } from '../db/database.ts'
import { AppError } from '../errors.ts'
import type { Env } from './endpoint.ts'

/**
 * `Idempotency-Key` on a POST: the same key with the same request answers what the first one answered, for a day. A
 * request that failed on our side (5xx) leaves no trace and may be sent again. Answers are kept encrypted: some hold a
 * new key or an invitation's link, which are stored nowhere else.
 */
export function idempotency(database: Database, secrets: Secrets): MiddlewareHandler<Env> {
  const { db } = database
  return async (c, next) => {
    const key = c.req.header('idempotency-key')
    const caller = c.get('caller')
    if (c.req.method !== 'POST' || key === undefined || !caller) return next()
    if (key.length > 200) throw new AppError('invalid_request', { detail: 'Idempotency-Key: at most 200 characters.' })

    const body = c.req.header('content-type')?.startsWith('application/json') ? await c.req.text() : ''
    const hash = createHash('sha256').update(`${c.req.path}\n${body}`).digest()
    const own = { workspace_id: caller.workspaceId, member_id: caller.memberId, key }
    const inserted = await db
      .insertInto('idempotent_answer')
      .values({ ...own, request_hash: hash, status: null, body: null })
      // One that was begun a minute ago and never answered died with its process: this one takes its place.
      .onConflict((conflict) =>
        conflict
          .columns(['workspace_id', 'member_id', 'key'])
          .doUpdateSet({ created_at: sql<Date>`now()`, request_hash: hash })
          .where('idempotent_answer.status', 'is', null)
          .where(sql<boolean>`idempotent_answer.created_at < now() - interval '1 minute'`),
      )
      .returning('key')
      .executeTakeFirst()

    if (!inserted) {
      const earlier = await matching(db, own).executeTakeFirst()
      if (earlier && !earlier.request_hash.equals(hash)) throw new AppError('idempotency_mismatch')
      if (!earlier || earlier.status === null) throw new AppError('idempotency_in_progress', { retryAfterSeconds: 1 })
      c.header('idempotency-replayed', 'true')
      const type = earlier.status < 400 ? 'application/json' : 'application/problem+json'
      const text = earlier.body === null ? '' : String(secrets.decrypt(earlier.body, contextOf(own)))
      return c.body(text, earlier.status as 201, { 'content-type': type })
    }
    await next()
    const isKept = c.res.status < 500 && c.res.headers.get('content-type')?.includes('json')
    if (isKept) {
      const text = await c.res.clone().text()
      await db
        .updateTable('idempotent_answer')
        .set({ status: c.res.status, body: secrets.encrypt(text, contextOf(own)) })
        .where('workspace_id', '=', own.workspace_id)
        .where('member_id', '=', own.member_id)
        .where('key', '=', key)
        .execute()
    } else {
      await db
        .deleteFrom('idempotent_answer')
        .where('workspace_id', '=', own.workspace_id)
        .where('member_id', '=', own.member_id)
        .where('key', '=', key)
        .execute()
    }
  }
}

function matching(db: Database['db'], own: { workspace_id: string; member_id: string; key: string }) {
  return db
    .selectFrom('idempotent_answer')
    .select(['request_hash', 'status', 'body'])
    .where('workspace_id', '=', own.workspace_id)
    .where('member_id', '=', own.member_id)
    .where('key', '=', own.key)
}

function contextOf(own: { workspace_id: string; member_id: string; key: string }): string {
  return `idempotent:${own.workspace_id}:${own.member_id}:${own.key}`
}
