import type { Actor, Conversation } from '@fairlead/sdk'
import type { Tx } from '../db/database.ts'
import { invalidRequest } from '../errors.ts'
import { editConversation, lockConversation } from './change.ts'

const most = 50

/** Adds tags and takes away others, and leaves the rest as they are. */
export async function editTags(
  tx: Tx,
  {
    workspaceId,
    id,
    actor,
    add = [],
    remove = [],
  }: Readonly<{
    workspaceId: string
    id: string
    actor: Actor
    add?: readonly string[]
    remove?: readonly string[]
  }>,
): Promise<Conversation> {
  const { tags: before } = await lockConversation(tx, workspaceId, id)
  const tags = [...new Set([...before, ...add])].filter((tag) => !remove.includes(tag))
  if (tags.length > Math.max(most, before.length)) {
    throw invalidRequest([{ path: 'tags', message: `a conversation has at most ${most} tags` }])
  }
  return editConversation(tx, { workspaceId, id, actor, tags })
}
