import { hasPassword, normalizeEmail, type People } from '../auth/people.ts'
import type { Db } from '../db/database.ts'
import type { Installation } from './install.ts'

/** The workspace and the owner that an installation with this very input made; null when it was another's. */
export async function findOwner(
  db: Db,
  people: People,
  { workspaceName, email, password }: Installation,
): Promise<{ workspaceId: string; memberId: string } | null> {
  const row = await db
    .selectFrom('member as m')
    .innerJoin('person as p', 'p.id', 'm.person_id')
    .innerJoin('workspace as w', 'w.id', 'm.workspace_id')
    .select(['m.workspace_id', 'm.id', 'm.person_id'])
    .where('p.email', '=', normalizeEmail(email))
    .where('w.name', '=', workspaceName)
    .where('m.role', '=', 'owner')
    .where('m.deactivated_at', 'is', null)
    .orderBy('m.created_at')
    .executeTakeFirst()
  if (!row || !(await hasPassword(people, db, row.person_id, password))) return null
  return { workspaceId: row.workspace_id, memberId: row.id }
}
