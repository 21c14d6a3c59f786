import type { Db, Tx } from '../db/database.ts'

/** Conversations (`c`) that have a team (`t`), with the policy it has now (`p`). */
export function selectWithPolicy(db: Db | Tx) {
  return db
    .selectFrom('conversation as c')
    .innerJoin('team as t', (join) =>
      join.onRef('t.workspace_id', '=', 'c.workspace_id').onRef('t.id', '=', 'c.team_id'),
    )
    .innerJoin('policy as p', (join) =>
      join
        .onRef('p.workspace_id', '=', 't.workspace_id')
        .onRef('p.team_id', '=', 't.id')
        .onRef('p.version', '=', 't.policy_version'),
    )
}
