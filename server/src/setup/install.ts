import type { postSetup } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { z } from 'zod'
import { makePerson, normalizeEmail, type People } from '../auth/people.ts'
import { append, type Database, type Db } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { AppError } from '../errors.ts'
import { presentMember } from '../members/present.ts'
import { presentWorkspace } from '../workspace/present.ts'

export type Installation = z.output<(typeof postSetup)['body']>

/** Whether somebody owns this installation already. */
export async function isInstalled(db: Db): Promise<boolean> {
  const workspace = await db.selectFrom('workspace').select('id').limit(1).executeTakeFirst()
  return workspace !== undefined
}

/** Makes the first workspace and its owner. Works once, however many try at once. */
export async function install(
  database: Database,
  people: People,
  { workspaceName, name, email, password, language }: Installation,
): Promise<{ workspaceId: string; memberId: string }> {
  return await database.transact(async (tx) => {
    await sql`SELECT pg_advisory_xact_lock(hashtext('install'))`.execute(tx)
    if (await isInstalled(tx)) throw new AppError('already_set_up')

    const person = await makePerson(tx, people, { name, email, password })
    const workspace = await tx
      .insertInto('workspace')
      .values({ id: newId(), name: workspaceName, ...(language && { language }) })
      .returningAll()
      .executeTakeFirstOrThrow()
    const member = await tx
      .insertInto('member')
      .values({
        workspace_id: workspace.id,
        id: newId(),
        person_id: person.id,
        name,
        email: normalizeEmail(email),
        role: 'owner',
      })
      .returningAll()
      .executeTakeFirstOrThrow()

    const actor = { type: 'member' as const, id: member.id }
    append(tx, {
      workspaceId: workspace.id,
      type: 'workspace.changed',
      subjectId: workspace.id,
      actor,
      data: { workspace: presentWorkspace(workspace) },
    })
    append(tx, {
      workspaceId: workspace.id,
      type: 'member.created',
      subjectId: member.id,
      actor,
      data: { member: presentMember(member) },
    })
    return { workspaceId: workspace.id, memberId: member.id }
  })
}
