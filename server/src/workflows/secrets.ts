import type { listWorkflowSecrets, Output } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { Secrets } from '../auth/secrets.ts'
import type { Db, Tx } from '../db/database.ts'
import { found, invalidRequest } from '../errors.ts'
import { sealSecret } from './shell/secrets.ts'

type Secret = Output<typeof listWorkflowSecrets>['data'][number]
type Place = Readonly<{ workspaceId: string; name: string }>

const mostSecrets = 100

/** The names of what workflows may tell other systems. What they stand for nobody is told. */
export async function listSecrets(db: Db | Tx, workspaceId: string): Promise<Secret[]> {
  const rows = await db
    .selectFrom('workflow_secret')
    .select(['name', 'changed_at'])
    .where('workspace_id', '=', workspaceId)
    .orderBy('name')
    .execute()
  return rows.map(({ name, changed_at }) => ({ name, changedAt: changed_at.toISOString() }))
}

/** Keeps a secret under its name, instead of what was there. */
export async function keepSecret(tx: Tx, secrets: Secrets, place: Place, value: string): Promise<Secret> {
  const { workspaceId, name } = place
  const others = (await listSecrets(tx, workspaceId)).filter((other) => other.name !== name)
  if (others.length >= mostSecrets) {
    throw invalidRequest([{ path: 'name', message: `there are at most ${mostSecrets}: delete one first` }])
  }
  const sealed = sealSecret(secrets, place, value)
  const row = await tx
    .insertInto('workflow_secret')
    .values({ workspace_id: workspaceId, name, value: sealed })
    .onConflict((conflict) =>
      conflict
        .columns(['workspace_id', 'name'])
        .doUpdateSet({ value: sealed, changed_at: sql<Date>`clock_timestamp()` }),
    )
    .returning('changed_at')
    .executeTakeFirstOrThrow()
  return { name, changedAt: row.changed_at.toISOString() }
}

export async function forgetSecret(tx: Tx, { workspaceId, name }: Place): Promise<void> {
  found(
    await tx
      .deleteFrom('workflow_secret')
      .where('workspace_id', '=', workspaceId)
      .where('name', '=', name)
      .returning('name')
      .executeTakeFirst(),
  )
}
