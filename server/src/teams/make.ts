import { type Actor, policy, type postTeam, type Team } from '@fairlead/sdk'
import type { z } from 'zod'
import { append, type Tx } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { found } from '../errors.ts'
import { requireMembers } from '../members/queries.ts'
import { requireValidPolicy } from './check-policy.ts'
import { toTeamNameError } from './name.ts'
import { insertPolicy } from './policy.ts'
import { loadTeam } from './queries.ts'
import { insertTeamMembers } from './set-members.ts'

type NewTeam = Omit<z.output<(typeof postTeam)['body']>, 'policy'> &
  Readonly<{ policy?: z.input<typeof policy> | undefined }>

export async function makeTeam(
  tx: Tx,
  { workspaceId, actor, given }: { workspaceId: string; actor: Actor; given: NewTeam },
): Promise<Team> {
  await requireMembers(tx, workspaceId, given.memberIds)

  const id = newId()
  const settings = policy.parse(given.policy ?? {})
  try {
    await tx.insertInto('team').values({ workspace_id: workspaceId, id, name: given.name, policy_version: 1 }).execute()
  } catch (error) {
    throw toTeamNameError(error)
  }
  await requireValidPolicy(tx, { workspaceId, teamId: id, settings, at: 'policy.' })
  await insertPolicy(tx, { workspaceId, teamId: id, version: 1, settings, actor })
  await insertTeamMembers(tx, { workspaceId, teamId: id, memberIds: given.memberIds })

  const team = found(await loadTeam(tx, workspaceId, id))
  append(tx, { workspaceId, type: 'team.created', subjectId: id, actor, data: { team } })
  return team
}
