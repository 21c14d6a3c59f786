import { listMembers, patchMember, putPresence } from '@fairlead/sdk'
import type { Database } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { changeMember } from '../members/change.ts'
import { choosePresence, type LeaseChange } from '../members/presence.ts'
import * as members from '../members/queries.ts'
import { actorOf } from './actor.ts'
import { type Api, type Caller, hasRole, serve } from './endpoint.ts'

export function serveMembers(api: Api, { database }: { database: Database }): void {
  serve(api, listMembers, async ({ caller }) => ({
    data: await members.listMembers(database.db, caller.workspaceId),
  }))

  serve(api, patchMember, async ({ params, body: given, caller }) => {
    const isOwnName = params.id === caller.memberId && Object.keys(given).every((key) => key === 'name')
    if (!isOwnName && !hasRole(caller, 'manager')) throw new AppError('forbidden')
    return await database.transact((tx) =>
      changeMember(tx, {
        workspaceId: caller.workspaceId,
        id: params.id,
        by: { id: caller.memberId, role: caller.role },
        given,
      }),
    )
  })

  serve(api, putPresence, async ({ params, body: { presence }, caller }) => {
    if (params.id !== caller.memberId && !hasRole(caller, 'manager')) throw new AppError('forbidden')
    return await database.transact((tx) =>
      choosePresence(tx, {
        workspaceId: caller.workspaceId,
        memberId: params.id,
        presence,
        actor: actorOf(caller),
        lease: leaseChange(caller, params.id),
      }),
    )
  })
}

function leaseChange(caller: Caller, memberId: string): LeaseChange {
  if (caller.via === 'api_key') return 'until_changed'
  return memberId === caller.memberId ? 'session' : 'unchanged'
}
