import { deleteMacro, listMacros, patchMacro, postMacro, runMacro } from '@fairlead/sdk'
import type { Database } from '../db/database.ts'
import * as changes from '../macros/change.ts'
import { makeMacro } from '../macros/make.ts'
import * as macros from '../macros/queries.ts'
import * as runs from '../macros/run.ts'
import { type Api, type Caller, hasRole, serve } from './endpoint.ts'

export function serveMacros(api: Api, { database }: { database: Database }): void {
  serve(api, listMacros, async ({ caller }) => ({ data: await macros.listMacros(database.db, asked(caller)) }))

  serve(api, postMacro, ({ body: given, caller }) =>
    database.transact((tx) => makeMacro(tx, { ...asked(caller), given })),
  )

  serve(api, patchMacro, ({ params: { id }, body, caller }) =>
    database.transact((tx) => changes.changeMacro(tx, { ...asked(caller), id }, body)),
  )

  serve(api, deleteMacro, async ({ params: { id }, caller }) => {
    await database.transact((tx) => changes.deleteMacro(tx, { ...asked(caller), id }))
  })

  serve(api, runMacro, ({ params: { id, macroId }, caller: { workspaceId, memberId, name } }) =>
    database.transact((tx) => runs.runMacro(tx, { workspaceId, id, macroId, member: { id: memberId, name } })),
  )
}

function asked(caller: Caller) {
  return { workspaceId: caller.workspaceId, memberId: caller.memberId, isManager: hasRole(caller, 'manager') }
}
