import {
  acceptInvitation,
  deleteInvitation,
  getInvitationByToken,
  listInvitations,
  postInvitation,
} from '@fairlead/sdk'
import type { People } from '../auth/people.ts'
import type { Database } from '../db/database.ts'
import * as acceptance from '../members/accept-invitation.ts'
import * as invitations from '../members/invite.ts'
import { actorOf } from './actor.ts'
import { type Api, serve } from './endpoint.ts'
import type { Limits } from './limits.ts'

export function serveInvitations(
  api: Api,
  { database, people, limits, publicUrl }: { database: Database; people: People; limits: Limits; publicUrl: string },
): void {
  serve(api, listInvitations, async ({ caller }) => ({
    data: await invitations.listInvitations(database.db, caller.workspaceId),
  }))

  serve(api, postInvitation, async ({ body: given, caller }) => {
    const { invitation, token } = await database.transact((tx) =>
      invitations.inviteMember(tx, { workspaceId: caller.workspaceId, by: caller.memberId, given }),
    )
    return { ...invitation, url: `${publicUrl}/invitations/${token}` }
  })

  serve(api, deleteInvitation, async ({ params: { id }, caller }) => {
    await database.transact((tx) =>
      invitations.takeBackInvitation(tx, { workspaceId: caller.workspaceId, id, actor: actorOf(caller) }),
    )
    return undefined
  })

  serve(api, getInvitationByToken, ({ params: { token } }) => acceptance.viewInvitation(database.db, token))

  serve(api, acceptInvitation, ({ params: { token }, body: { name, password }, c }) =>
    limits.guess(c, '', () =>
      database.transact((tx) => acceptance.acceptInvitation(tx, people, { token, name, password })),
    ),
  )
}
