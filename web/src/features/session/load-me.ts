import { ApiError, type getMe, type Output } from '@fairlead/sdk'
import { queryClient } from '../../api.ts'
import { chosenWorkspaceId, forgetWorkspace } from '../../chosen-workspace.ts'
import { rememberMember } from './last-member.ts'
import { meQuery } from './queries.ts'
import { isSignedIn } from './sign-in.ts'
import { isUnreachable, Unreachable } from './unreachable.ts'

/**
 * Who is signed in; null when nobody is, or when they are no member of any workspace.
 *
 * @throws {Unreachable}
 */
export async function loadMe(): Promise<Output<typeof getMe> | null> {
  try {
    const me = await queryClient.ensureQueryData(meQuery)
    rememberMember(me.member.id)
    return me
  } catch (error) {
    if (isUnreachable(error)) throw new Unreachable('no answer', { cause: error })
    if (!(error instanceof ApiError) || error.code !== 'unauthenticated') throw error

    // The workspace chosen on this device may be one they have left, or one of somebody else's.
    if (chosenWorkspaceId() !== null && (await isSignedIn())) {
      forgetWorkspace()
      return loadMe()
    }
    return null
  }
}
