import { deleteContactNote, listContactNotes, patchContactNote, postContactNote } from '@fairlead/sdk'
import { changeContactNote } from '../contact-notes/change.ts'
import * as deletion from '../contact-notes/delete.ts'
import { listNotes } from '../contact-notes/present.ts'
import { writeContactNote } from '../contact-notes/write.ts'
import { loadContact } from '../contacts/present.ts'
import type { Database } from '../db/database.ts'
import { found } from '../errors.ts'
import { type Api, type Caller, hasRole, serve } from './endpoint.ts'

export function serveContactNotes(api: Api, { database }: { database: Database }): void {
  serve(api, listContactNotes, async ({ params: { id }, caller: { workspaceId } }) => {
    found(await loadContact(database.db, workspaceId, id))
    return { data: await listNotes(database.db, workspaceId, id) }
  })

  serve(api, postContactNote, ({ params: { id: contactId }, body: { text }, caller: { workspaceId, memberId } }) =>
    database.transact((tx) => writeContactNote(tx, { workspaceId, contactId, memberId, text })),
  )

  serve(api, patchContactNote, ({ params, body: { text }, caller }) =>
    database.transact((tx) => changeContactNote(tx, { ...accessOf(caller, params), text })),
  )

  serve(api, deleteContactNote, async ({ params, caller }) => {
    await database.transact((tx) => deletion.deleteContactNote(tx, accessOf(caller, params)))
  })
}

function accessOf(caller: Caller, { id }: { id: string }) {
  const { workspaceId, memberId } = caller
  return { workspaceId, id, memberId, isManager: hasRole(caller, 'manager') }
}
