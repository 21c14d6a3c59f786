import { deleteSkill, listSkills, patchSkill, postSkill } from '@fairlead/sdk'
import type { Database } from '../db/database.ts'
import { changeSkill } from '../skills/change.ts'
import * as deletion from '../skills/delete.ts'
import { makeSkill } from '../skills/make.ts'
import * as skills from '../skills/queries.ts'
import { actorOf } from './actor.ts'
import { type Api, type Caller, serve } from './endpoint.ts'

export function serveSkills(api: Api, { database }: { database: Database }): void {
  serve(api, listSkills, async ({ caller }) => ({ data: await skills.listSkills(database.db, caller.workspaceId) }))

  serve(api, postSkill, ({ body: given, caller }) =>
    database.transact((tx) => makeSkill(tx, { ...asked(caller), given })),
  )

  serve(api, patchSkill, ({ params: { id }, body: given, caller }) =>
    database.transact((tx) => changeSkill(tx, { ...asked(caller), id, given })),
  )

  serve(api, deleteSkill, async ({ params: { id }, caller }) => {
    await database.transact((tx) => deletion.deleteSkill(tx, { ...asked(caller), id }))
  })
}

function asked(caller: Caller) {
  return { workspaceId: caller.workspaceId, actor: actorOf(caller) }
}
