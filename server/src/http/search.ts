import { searchContacts, searchMessages } from '@fairlead/sdk'
import type { Database } from '../db/database.ts'
import * as contacts from '../search/search-contacts.ts'
import * as messages from '../search/search-messages.ts'
import { type Api, serve } from './endpoint.ts'

export function serveSearch(api: Api, { database }: { database: Database }): void {
  serve(api, searchMessages, ({ query, caller }) => messages.searchMessages(database, caller.workspaceId, query))

  serve(api, searchContacts, ({ query, caller }) => contacts.searchContacts(database, caller.workspaceId, query))
}
