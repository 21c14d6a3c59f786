import type { Actor, patchSkill, Skill } from '@fairlead/sdk'
import type { z } from 'zod'
import { holdForChange } from '../assignment/lock.ts'
import { append, type Tx } from '../db/database.ts'
import { found } from '../errors.ts'
import { toSkillTakenError } from './taken.ts'

type SkillChange = z.output<(typeof patchSkill)['body']>

export async function changeSkill(
  tx: Tx,
  { workspaceId, id, actor, given }: { workspaceId: string; id: string; actor: Actor; given: SkillChange },
): Promise<Skill> {
  await holdForChange(tx, workspaceId)
  const before = found(
    await tx
      .selectFrom('skill')
      .select(['id', 'name', 'language'])
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .forNoKeyUpdate()
      .executeTakeFirst(),
  )
  const skill = {
    id,
    name: given.name ?? before.name,
    language: given.language === undefined ? before.language : given.language,
  }
  if (skill.name === before.name && skill.language === before.language) return before

  try {
    await tx
      .updateTable('skill')
      .set({ name: skill.name, language: skill.language })
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .execute()
  } catch (error) {
    throw toSkillTakenError(error)
  }
  append(tx, { workspaceId, type: 'skill.changed', subjectId: id, actor, data: { skill } })
  return skill
}
