import type { Macro } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { Db, Tx } from '../db/database.ts'
import { found } from '../errors.ts'

type Owner = Readonly<{ workspaceId: string; memberId: string }>

/** A member's own and everybody's, in their order. */
export async function listMacros(db: Db | Tx, owner: Owner): Promise<Macro[]> {
  const rows = await selectMacros(db, owner).orderBy('position').orderBy(sql`lower(name)`).orderBy('id').execute()
  return rows.map(presentMacro)
}

/** One of a member's own, or of everybody's. */
export async function loadMacro(db: Db | Tx, { id, ...owner }: Owner & Readonly<{ id: string }>): Promise<Macro> {
  return presentMacro(found(await selectMacros(db, owner).where('id', '=', id).executeTakeFirst()))
}

/** The same, held until the transaction ends. */
export async function lockMacro(tx: Tx, { id, ...owner }: Owner & Readonly<{ id: string }>): Promise<Macro> {
  return presentMacro(found(await selectMacros(tx, owner).where('id', '=', id).forUpdate().executeTakeFirst()))
}

function selectMacros(db: Db | Tx, { workspaceId, memberId }: Owner) {
  return db
    .selectFrom('macro')
    .select(['id', 'owner_id', 'name', 'steps', 'position'])
    .where('workspace_id', '=', workspaceId)
    .where((where) => where.or([where('owner_id', 'is', null), where('owner_id', '=', memberId)]))
}

function presentMacro(row: {
  id: string
  owner_id: string | null
  name: string
  steps: Macro['steps']
  position: number
}): Macro {
  return { id: row.id, ownerId: row.owner_id, name: row.name, steps: row.steps, position: row.position }
}
