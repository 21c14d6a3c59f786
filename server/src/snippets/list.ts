import type { Snippet } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { Db } from '../db/database.ts'
import { isAtLeast } from '../members/role.ts'
import { type Asker, presentSnippet } from './snippet.ts'

/** One's own, everybody's, and those of one's teams; managers see those of all teams. */
export async function listSnippets(db: Db, { workspaceId, memberId, role }: Asker): Promise<Snippet[]> {
  const rows = await db
    .selectFrom('snippet as s')
    .selectAll('s')
    .where('s.workspace_id', '=', workspaceId)
    .where((where) =>
      where.or([
        where('s.owner_id', '=', memberId),
        where.and([
          where('s.owner_id', 'is', null),
          where.or([
            where('s.team_id', 'is', null),
            where.val(isAtLeast(role, 'manager')),
            where.exists(
              where
                .selectFrom('team_member as m')
                .select('m.member_id')
                .whereRef('m.workspace_id', '=', 's.workspace_id')
                .whereRef('m.team_id', '=', 's.team_id')
                .where('m.member_id', '=', memberId),
            ),
          ]),
        ]),
      ]),
    )
    .orderBy(sql`lower(s.shortcut)`)
    .orderBy('s.id')
    .execute()
  return rows.map(presentSnippet)
}
