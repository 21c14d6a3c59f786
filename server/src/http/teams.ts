import {
  deleteTeam,
  listPolicies,
  listTeams,
  patchTeam,
  postTeam,
  putPolicy,
  putTeamMembers,
  restorePolicy,
} from '@fairlead/sdk'
import type { Database } from '../db/database.ts'
import * as deletion from '../teams/delete.ts'
import { makeTeam } from '../teams/make.ts'
import * as policies from '../teams/policy.ts'
import * as teams from '../teams/queries.ts'
import { renameTeam } from '../teams/rename.ts'
import { setTeamMembers } from '../teams/set-members.ts'
import { actorOf } from './actor.ts'
import { type Api, type Caller, serve } from './endpoint.ts'

export function serveTeams(api: Api, { database }: { database: Database }): void {
  serve(api, listTeams, async ({ caller }) => ({ data: await teams.listTeams(database.db, caller.workspaceId) }))

  serve(api, postTeam, ({ body: given, caller }) =>
    database.transact((tx) => makeTeam(tx, { ...asked(caller), given })),
  )

  serve(api, patchTeam, ({ params: { id }, body: { name }, caller }) =>
    database.transact((tx) => renameTeam(tx, { ...asked(caller), id, name })),
  )

  serve(api, deleteTeam, async ({ params: { id }, caller }) => {
    await database.transact((tx) => deletion.deleteTeam(tx, { ...asked(caller), id }))
    return undefined
  })

  serve(api, putTeamMembers, ({ params: { id }, body: { members }, caller }) =>
    database.transact((tx) => setTeamMembers(tx, { ...asked(caller), id, members })),
  )

  serve(api, putPolicy, ({ params: { id }, body: settings, caller }) =>
    database.transact((tx) => policies.changePolicy(tx, { ...asked(caller), id, settings })),
  )

  serve(api, listPolicies, async ({ params: { id }, caller }) => ({
    data: await policies.listPolicies(database.db, caller.workspaceId, id),
  }))

  serve(api, restorePolicy, ({ params: { id, version }, caller }) =>
    database.transact((tx) => policies.restorePolicy(tx, { ...asked(caller), id, version })),
  )
}

function asked(caller: Caller) {
  return { workspaceId: caller.workspaceId, actor: actorOf(caller) }
}
