import type { SavedView } from '@fairlead/sdk'
import type { Db, Tx } from '../db/database.ts'
import { found } from '../errors.ts'

type Asker = Readonly<{ workspaceId: string; memberId: string }>

/** One's own and those of everybody, in their order. */
export async function listViews(db: Db, { workspaceId, memberId }: Asker): Promise<SavedView[]> {
  const rows = await selectVisible(db, { workspaceId, memberId }).orderBy('position').orderBy('created_at').execute()
  return rows.map(presentView)
}

/** One that the asker may see: another's private one is not there for them. */
export async function loadView(db: Db | Tx, asker: Asker, id: string): Promise<SavedView> {
  return presentView(found(await selectVisible(db, asker).where('id', '=', id).executeTakeFirst()))
}

/** The same, held. */
export async function lockView(tx: Tx, asker: Asker, id: string): Promise<SavedView> {
  return presentView(found(await selectVisible(tx, asker).where('id', '=', id).forUpdate().executeTakeFirst()))
}

function selectVisible(db: Db | Tx, { workspaceId, memberId }: Asker) {
  return db
    .selectFrom('saved_view')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where((view) => view.or([view('owner_id', 'is', null), view('owner_id', '=', memberId)]))
}

type Row = Readonly<{ id: string; owner_id: string | null } & Omit<SavedView, 'id' | 'ownerId'>>

function presentView({ id, owner_id: ownerId, name, filter, sort, position }: Row): SavedView {
  return { id, ownerId, name, filter, sort, position }
}
