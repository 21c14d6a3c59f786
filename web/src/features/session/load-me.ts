import { ApiError, type getMe, type Output } from '@fairlead/sdk'
import { queryClient } from '../../api.ts'
import { chosenWorkspaceId, forgetWorkspace } from '../../chosen-workspace.ts'
import { meQuery } from './queries.ts'
import { isSignedIn } from './sign-in.ts'

/** Who is signed in; null when nobody is, or when they are no member of any workspace. */
export async function loadMe(): Promise<Output<typeof getMe> | null> {
  try {
    return await queryClient.ensureQueryData(meQuery)
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'unauthenticated') throw error

    // The workspace chosen on this device may be one they have left, or one of somebody else's.
    if (chosenWorkspaceId() !== null && (await isSignedIn())) {
      forgetWorkspace()
      return loadMe()
    }
    return null
  }
}
