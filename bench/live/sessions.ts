import { createHmac, randomBytes } from 'node:crypto'
import { Secrets } from '../../server/src/auth/secrets.ts'
import type { Database } from '../../server/src/db/database.ts'
import { secret } from '../load/workspace.ts'

/** Signs every agent of the workspace in, as if in a browser each, and answers their cookies. */
export async function signInAll({ pool }: Database, workspaceId: string): Promise<string[]> {
  const { rows } = await pool.query<{ token: string }>(
    `INSERT INTO session (id, person_id, token, expires_at)
     SELECT gen_random_uuid(), person_id, $2 || row_number() OVER (), now() + interval '30 days'
     FROM member WHERE workspace_id = $1 AND role = 'agent'
     RETURNING token`,
    [workspaceId, randomBytes(12).toString('hex')],
  )
  const key = new Secrets(secret).sessionSecret
  return rows.map(({ token }) => {
    const signature = createHmac('sha256', key).update(token).digest('base64')
    return `fairlead.session_token=${encodeURIComponent(`${token}.${signature}`)}`
  })
}
