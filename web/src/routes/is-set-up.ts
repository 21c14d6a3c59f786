import { queryClient } from '../api.ts'
import { setupQuery } from '../features/session/queries.ts'

export async function isSetUp(): Promise<boolean> {
  const { isDone } = await queryClient.ensureQueryData(setupQuery)
  return isDone
}
