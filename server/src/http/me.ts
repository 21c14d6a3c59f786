import { getMe } from '@fairlead/sdk'
import type { Database } from '../db/database.ts'
import { found } from '../errors.ts'
import { readCursor } from '../events/log.ts'
import { listWorkspacesOf, loadMember } from '../members/queries.ts'
import { loadWorkspace } from '../workspace/present.ts'
import { type Api, serve } from './endpoint.ts'

export function serveMe(api: Api, { database: { db } }: { database: Database }): void {
  serve(api, getMe, async ({ caller: { workspaceId, memberId, personId } }) => {
    // Before all else: what happens meanwhile then comes once more by the stream, and is not missed.
    const cursor = await readCursor(db, workspaceId)
    const [member, workspace, workspaces] = await Promise.all([
      loadMember(db, workspaceId, memberId),
      loadWorkspace(db, workspaceId),
      listWorkspacesOf(db, personId),
    ])
    return { member: found(member), workspace, cursor, workspaces }
  })
}
