import type { Actor, postSkill, Skill } from '@fairlead/sdk'
import type { z } from 'zod'
import { append, type Tx } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { toSkillTakenError } from './taken.ts'

type NewSkill = z.output<(typeof postSkill)['body']>

export async function makeSkill(
  tx: Tx,
  { workspaceId, actor, given: { name, language } }: { workspaceId: string; actor: Actor; given: NewSkill },
): Promise<Skill> {
  const skill = { id: newId(), name, language }
  try {
    await tx
      .insertInto('skill')
      .values({ workspace_id: workspaceId, ...skill })
      .execute()
  } catch (error) {
    throw toSkillTakenError(error)
  }
  append(tx, { workspaceId, type: 'skill.created', subjectId: skill.id, actor, data: { skill } })
  return skill
}
