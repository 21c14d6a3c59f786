import { isDeepStrictEqual } from 'node:util'
import type { Actor, putTag, Tag } from '@fairlead/sdk'
import type { z } from 'zod'
import { append, type Tx } from '../db/database.ts'
import { holdTags } from './hold.ts'
import { presentTag } from './present.ts'

type Looks = z.output<(typeof putTag)['body']>

/** Makes a tag, or changes its looks. */
export async function putTagLooks(
  tx: Tx,
  { workspaceId, name, actor, given }: { workspaceId: string; name: string; actor: Actor; given: Looks },
): Promise<Tag> {
  await holdTags(tx, { workspaceId, actor }, [name])
  const row = await tx
    .selectFrom('tag')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('name', '=', name)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow()
  const before = presentTag(row)
  const tag = {
    name,
    color: given.color ?? before.color,
    description: given.description ?? before.description,
  }
  if (isDeepStrictEqual(before, tag)) return before
  await tx
    .updateTable('tag')
    .set({ color: tag.color, description: tag.description })
    .where('workspace_id', '=', workspaceId)
    .where('name', '=', name)
    .execute()
  append(tx, { workspaceId, type: 'tag.changed', subjectId: workspaceId, actor, data: { tag } })
  return tag
}
