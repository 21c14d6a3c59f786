import { getInvitationByToken, listInvitations } from '@fairlead/sdk'
import { queryOptions } from '@tanstack/react-query'
import { client } from '../../api.ts'

export const invitationsQuery = queryOptions({
  queryKey: ['invitations'],
  queryFn: ({ signal }) => client.call(listInvitations, { signal }),
})

export function invitationByTokenQuery(token: string) {
  return queryOptions({
    queryKey: ['invitation', token],
    queryFn: ({ signal }) => client.call(getInvitationByToken, { params: { token }, signal }),
  })
}
