import type { Decision, policy } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { z } from 'zod'
import type { Database } from '../db/database.ts'
import type { Caller } from '../http/endpoint.ts'
import { readLog } from '../setup/testing.ts'
import { makeTeam } from '../teams/make.ts'
import { inboundMessage, mara } from '../testing/inbound.ts'
import { allConversations, bring, type Scene } from '../testing/scene.ts'
import { drain } from './assign.ts'
import { listDecisions } from './decisions.ts'

let people = 0

/** As many new contacts write, one after the other. Answers their conversations. */
export async function queueUp(scene: Scene, count = 1, locale?: string): Promise<string[]> {
  const before = new Set((await allConversations(scene)).map(({ id }) => id))
  for (let times = 0; times < count; times += 1) {
    people += 1
    const contact = { ...mara, addresses: [`4477008${100_000 + people}`], ...(locale === undefined ? {} : { locale }) }
    await bring(scene, inboundMessage({ contact }))
  }
  return (await allConversations(scene)).map(({ id }) => id).filter((id) => !before.has(id))
}

export function look({ database, workspaceId, team }: Scene, teamId = team.id, on = database): Promise<number> {
  return drain(on, { workspaceId, teamId, trigger: 'test' })
}

export function lastDecisions({ database, workspaceId }: Scene, id: string): Promise<Decision[]> {
  return listDecisions(database.db, workspaceId, id)
}

export async function lastDecision(scene: Scene, id: string): Promise<Decision> {
  const [decision] = await lastDecisions(scene, id)
  if (!decision) throw new Error('Nothing was decided of it.')
  return decision
}

export async function holderOf(scene: Scene, id: string): Promise<string | null> {
  const conversation = (await allConversations(scene)).find((each) => each.id === id)
  return scene.agents.find(({ memberId }) => memberId === conversation?.assigneeId)?.name ?? null
}

/** Another team of the scene’s workspace. */
export async function addTeam(
  { database, workspaceId, owner }: Scene,
  name: string,
  members: readonly Caller[],
  settings: z.input<typeof policy> = {},
): Promise<string> {
  const actor = { type: 'member', id: owner.memberId } as const
  const given = { name, memberIds: members.map(({ memberId }) => memberId), policy: settings }
  return (await database.transact((tx) => makeTeam(tx, { workspaceId, actor, given }))).id
}

/** The conversation’s contact has this member as their dedicated agent. */
export async function setOwner({ database, workspaceId }: Scene, id: string, agent: Caller): Promise<void> {
  await sql`UPDATE contact SET owner_id = ${agent.memberId} WHERE workspace_id = ${workspaceId}
    AND id = (SELECT contact_id FROM conversation WHERE workspace_id = ${workspaceId} AND id = ${id})`.execute(
    database.db,
  )
}

/** As if all of its waiting had begun so much earlier. */
export async function letWait({ database, workspaceId }: Scene, id: string, minutes: number): Promise<void> {
  const earlier = sql`make_interval(secs => ${minutes * 60})`
  await sql`UPDATE conversation SET queued_at = queued_at - ${earlier}, queued_since = queued_since - ${earlier},
      queue_order = queue_order - ${earlier}, waiting_since = waiting_since - ${earlier}
    WHERE workspace_id = ${workspaceId} AND id = ${id}`.execute(database.db)
}

export async function assignedEvents({ database, workspaceId }: { database: Database; workspaceId: string }) {
  return (await readLog(database, workspaceId)).filter((event) => event.type === 'conversation.assigned')
}
