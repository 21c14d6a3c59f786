import { deleteClosingCategory, listClosingCategories, patchClosingCategory, postClosingCategory } from '@fairlead/sdk'
import { changeCategory } from '../closing/change-category.ts'
import { deleteCategory } from '../closing/delete-category.ts'
import { makeCategory } from '../closing/make-category.ts'
import { listCategories } from '../closing/queries.ts'
import type { Database } from '../db/database.ts'
import { actorOf } from './actor.ts'
import { type Api, type Caller, serve } from './endpoint.ts'

export function serveClosing(api: Api, { database }: { database: Database }): void {
  serve(api, listClosingCategories, async ({ caller }) => ({
    data: await listCategories(database.db, caller.workspaceId),
  }))

  serve(api, postClosingCategory, ({ body: given, caller }) =>
    database.transact((tx) => makeCategory(tx, { ...asked(caller), given })),
  )

  serve(api, patchClosingCategory, ({ params: { id }, body: given, caller }) =>
    database.transact((tx) => changeCategory(tx, { ...asked(caller), id, given })),
  )

  serve(api, deleteClosingCategory, async ({ params: { id }, caller }) => {
    await database.transact((tx) => deleteCategory(tx, { ...asked(caller), id }))
  })
}

function asked(caller: Caller) {
  return { workspaceId: caller.workspaceId, actor: actorOf(caller) }
}
