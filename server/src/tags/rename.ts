import type { Actor, Tag } from '@fairlead/sdk'
import { append, type Tx } from '../db/database.ts'
import { invalidRequest } from '../errors.ts'
import { lockTags } from './lock.ts'
import { presentTag, type TagRow } from './present.ts'
import { holdConversationsOf, replaceEverywhere } from './replace.ts'
import { holdRulesOf } from './rules.ts'
import { renameInMacros, renameInViews } from './settings.ts'

export type Renamed = Readonly<{ tag: Tag; contacts: number; conversations: number }>

/**
 * Renames a tag wherever it is; where there is one of the new name, the two become one, with the looks of that. However
 * many have it, one event says so: whoever keeps contacts and conversations does the same to them.
 */
export async function renameTag(
  tx: Tx,
  { workspaceId, from, to, actor }: { workspaceId: string; from: string; to: string; actor: Actor },
): Promise<Renamed> {
  if (from === to) throw invalidRequest([{ path: 'name', message: 'is the name that it has' }])
  const rules = await holdRulesOf(tx, { workspaceId, names: [from, to] })
  const [old, other] = await lockTags(tx, workspaceId, from, to)
  await tx.deleteFrom('tag').where('workspace_id', '=', workspaceId).where('name', '=', from).execute()
  const tag = presentTag(other ?? (await takeName(tx, old, to)))
  if (rules) await holdConversationsOf(tx, { workspaceId, tag: from })
  const count = await replaceEverywhere(tx, { workspaceId, from, to })
  append(tx, { workspaceId, type: 'tag.renamed', subjectId: workspaceId, actor, data: { from, tag } })
  await renameInViews(tx, { workspaceId, from, to, actor })
  await renameInMacros(tx, { workspaceId, from, to, actor })
  await rules?.apply(actor, (name) => (name === from ? to : name))
  return { tag, ...count }
}

// Somebody may just have given a tag of that name to something: then it is that one.
async function takeName(
  tx: Tx,
  { workspace_id, color, description, created_at }: TagRow,
  name: string,
): Promise<TagRow> {
  return tx
    .insertInto('tag')
    .values({ workspace_id, name, color, description, created_at })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'name']).doUpdateSet({ name }))
    .returningAll()
    .executeTakeFirstOrThrow()
}
