import type { Actor } from '@fairlead/sdk'
import { append, type Tx } from '../db/database.ts'
import { lockTags } from './lock.ts'
import { holdConversationsOf, replaceEverywhere } from './replace.ts'
import { holdRulesOf } from './rules.ts'

/** Takes a tag away from wherever it is. A rule, view or macro that speaks of it goes on, and finds nothing of it. */
export async function deleteTag(
  tx: Tx,
  { workspaceId, name, actor }: { workspaceId: string; name: string; actor: Actor },
): Promise<void> {
  const rules = await holdRulesOf(tx, { workspaceId, names: [name] })
  await lockTags(tx, workspaceId, name)
  await tx.deleteFrom('tag').where('workspace_id', '=', workspaceId).where('name', '=', name).execute()
  if (rules) await holdConversationsOf(tx, { workspaceId, tag: name })
  await replaceEverywhere(tx, { workspaceId, from: name, to: null })
  append(tx, { workspaceId, type: 'tag.deleted', subjectId: workspaceId, actor, data: { name } })
  await rules?.apply(actor, (each) => each)
}
