import { patchWorkspace } from '@fairlead/sdk'
import type { Database } from '../db/database.ts'
import { changeWorkspace } from '../workspace/change.ts'
import { actorOf } from './actor.ts'
import { type Api, serve } from './endpoint.ts'

export function serveWorkspace(api: Api, { database }: { database: Database }): void {
  serve(api, patchWorkspace, ({ body: given, caller }) =>
    database.transact((tx) => changeWorkspace(tx, { workspaceId: caller.workspaceId, actor: actorOf(caller), given })),
  )
}
