import { previewExpectation } from '@fairlead/sdk'
import type { Database } from '../db/database.ts'
import { previewText } from '../expectations/preview.ts'
import { type Api, serve } from './endpoint.ts'

export function serveExpectations(api: Api, { database }: { database: Database }): void {
  serve(api, previewExpectation, ({ params: { id }, body, caller }) =>
    previewText(database.db, { ...body, workspaceId: caller.workspaceId, teamId: id }),
  )
}
