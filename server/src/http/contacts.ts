import {
  deleteSuggestion,
  getContact,
  listContactConversations,
  listContacts,
  listMerges,
  listSuggestions,
  listTags,
  mergeContact,
  patchContact,
  postContact,
  undoMerge,
} from '@fairlead/sdk'
import { editContact } from '../contacts/edit.ts'
import * as contacts from '../contacts/list.ts'
import * as conversations from '../contacts/list-conversations.ts'
import { makeContact } from '../contacts/make.ts'
import { mergeContacts } from '../contacts/merge.ts'
import { loadContact } from '../contacts/present.ts'
import * as suggestions from '../contacts/suggestions.ts'
import * as unmerge from '../contacts/unmerge.ts'
import type { Database } from '../db/database.ts'
import { found } from '../errors.ts'
import { findContacts } from '../search/search-contacts.ts'
import { listTags as listKnownTags } from '../tags/list.ts'
import { withoutBadText } from '../text.ts'
import { actorOf } from './actor.ts'
import { type Api, serve } from './endpoint.ts'

export function serveContacts(api: Api, { database }: { database: Database }): void {
  serve(api, listContacts, ({ query, caller }) =>
    withoutBadText(query.q ?? '').trim() === ''
      ? contacts.listContacts(database.db, { workspaceId: caller.workspaceId, ...query })
      : findContacts(database, caller.workspaceId, { ...query, q: query.q ?? '' }),
  )

  serve(api, postContact, ({ body: given, caller }) =>
    database.transact((tx) => makeContact(tx, { workspaceId: caller.workspaceId, actor: actorOf(caller), given })),
  )

  serve(api, getContact, async ({ params: { id }, caller }) =>
    found(await loadContact(database.db, caller.workspaceId, id)),
  )

  serve(api, patchContact, ({ params: { id }, body: given, caller }) =>
    database.transact((tx) => editContact(tx, { workspaceId: caller.workspaceId, id, actor: actorOf(caller), given })),
  )

  serve(api, listContactConversations, ({ params: { id }, query, caller: { workspaceId } }) =>
    conversations.listContactConversations(database.db, { workspaceId, id, ...query }),
  )

  serve(api, mergeContact, ({ params: { id }, body: { contactId: otherId }, caller }) =>
    database.transact((tx) =>
      mergeContacts(tx, { workspaceId: caller.workspaceId, id, otherId, actor: actorOf(caller) }),
    ),
  )

  serve(api, listMerges, async ({ params: { id }, caller }) => ({
    data: await unmerge.listMerges(database.db, caller.workspaceId, id),
  }))

  serve(api, undoMerge, ({ params: { id, mergeId }, caller }) =>
    database.transact((tx) =>
      unmerge.undoMerge(tx, { workspaceId: caller.workspaceId, id, mergeId, actor: actorOf(caller) }),
    ),
  )

  serve(api, listSuggestions, async ({ params: { id }, caller }) => ({
    data: await suggestions.listSuggestions(database.db, caller.workspaceId, id),
  }))

  serve(api, deleteSuggestion, ({ params: { id, contactId: otherId }, caller }) =>
    database.transact((tx) =>
      suggestions.refuseSuggestion(tx, { workspaceId: caller.workspaceId, id, otherId, actor: actorOf(caller) }),
    ),
  )

  serve(api, listTags, async ({ caller }) => ({
    data: (await listKnownTags(database.db, caller.workspaceId)).map(({ name }) => name),
  }))
}
