import { deleteTag, listKnownTags, listTagUses, putTag, renameTag } from '@fairlead/sdk'
import type { Database } from '../db/database.ts'
import * as deletion from '../tags/delete.ts'
import { replaceInBatches } from '../tags/in-batches.ts'
import { countUses, listTags } from '../tags/list.ts'
import { putTagLooks } from '../tags/put.ts'
import * as renaming from '../tags/rename.ts'
import { actorOf } from './actor.ts'
import { type Api, type Caller, serve } from './endpoint.ts'

export function serveTags(api: Api, { database }: { database: Database }): void {
  serve(api, listKnownTags, async ({ caller }) => ({ data: await listTags(database.db, caller.workspaceId) }))

  serve(api, listTagUses, async ({ caller }) => ({ data: await countUses(database.db, caller.workspaceId) }))

  serve(api, putTag, ({ params: { name }, body: given, caller }) =>
    database.transact((tx) => putTagLooks(tx, { ...asked(caller), name, given })),
  )

  serve(api, renameTag, async ({ params: { name: from }, body: { name: to }, caller }) => {
    const before = await replaceInBatches(database, { ...asked(caller), from, to })
    const last = await database.transact((tx) => renaming.renameTag(tx, { ...asked(caller), from, to }))
    const conversations = before.conversations + last.conversations
    return { tag: last.tag, contacts: before.contacts + last.contacts, conversations }
  })

  serve(api, deleteTag, async ({ params: { name }, caller }) => {
    await replaceInBatches(database, { ...asked(caller), from: name, to: null })
    await database.transact((tx) => deletion.deleteTag(tx, { ...asked(caller), name }))
  })
}

function asked(caller: Caller) {
  return { workspaceId: caller.workspaceId, actor: actorOf(caller) }
}
