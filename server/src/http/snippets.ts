import { deleteSnippet, listSnippets, patchSnippet, postSnippet } from '@fairlead/sdk'
import type { Database } from '../db/database.ts'
import { changeSnippet, makeSnippet, deleteSnippet as remove } from '../snippets/keep.ts'
import * as snippets from '../snippets/list.ts'
import { type Api, serve } from './endpoint.ts'

export function serveSnippets(api: Api, { database }: { database: Database }): void {
  serve(api, listSnippets, async ({ caller }) => ({ data: await snippets.listSnippets(database.db, caller) }))

  serve(api, postSnippet, ({ caller, body }) => database.transact((tx) => makeSnippet(tx, caller, body)))

  serve(api, patchSnippet, ({ caller, params: { id }, body: given }) =>
    database.transact((tx) => changeSnippet(tx, caller, { id, given })),
  )

  serve(api, deleteSnippet, async ({ caller, params: { id } }) => {
    await database.transact((tx) => remove(tx, caller, id))
  })
}
