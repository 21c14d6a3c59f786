import { assignByWorkflow } from '../assignment/by-workflow.ts'
import { append } from '../db/database.ts'
import type { EffectOf } from '../workflows/interpreter/effect.ts'
import { enqueueRoute } from '../workflows/routing/route.ts'
import { publishRouting } from '../workflows/routing/testing.ts'
import type { Scene } from './scene.ts'

type Random = Readonly<{ pick: <T>(items: readonly T[]) => T; chance: () => boolean }>

type Known = Readonly<{
  conversation: () => Promise<{ id: string }>
  team: () => Promise<{ id: string }>
  member: () => string
}>

/** What workflows do to whose a conversation is, each with something chosen at random. */
export function workflowActions(
  scene: Scene,
  { known, random: { pick, chance } }: Readonly<{ known: Known; random: Random }>,
): Readonly<Record<string, () => Promise<unknown>>> {
  const { database, workspaceId, owner } = scene
  const effect = async (): Promise<EffectOf<'assign'>> => ({
    id: 'effect',
    do: 'assign',
    to: pick([
      { kind: 'team', teamId: (await known.team()).id },
      { kind: 'team', teamId: scene.team.id },
      { kind: 'member', memberId: known.member() },
      { kind: 'owner', teamId: pick([null, (await known.team()).id]) },
      { kind: 'previous', teamId: pick([null, scene.team.id]) },
      { kind: 'nobody' },
    ]),
    strategy: pick([null, 'round_robin', 'least_open', 'most_free', 'weighted']),
    onlineOnly: pick([null, true, false]),
    agentLimit: pick([null, null, 1, 2]),
    skillIds: [],
    priority: pick([null, null, 'urgent', 'low']),
    fullAt: pick([null, null, 2]),
  })

  return {
    async 'workflow assigns'() {
      const given = { workspaceId, ...(await known.conversation()), workflowId: crypto.randomUUID() }
      const wanted = await effect()
      await database.transact((tx) => assignByWorkflow(tx, { ...given, effect: wanted }))
    },
    async 'workflow begins or ends to route'() {
      await database.db.updateTable('workflow').set({ state: 'off' }).where('workspace_id', '=', workspaceId).execute()
      const id = chance() ? await publishRouting(scene) : crypto.randomUUID()
      const actor = { type: 'member', id: owner.memberId } as const
      await database.transact(async (tx) =>
        append(tx, { workspaceId, type: 'workflow.changed', subjectId: id, actor, data: { id } }),
      )
    },
    async 'workflow is done routing'() {
      const { id } = await known.conversation()
      await database.transact((tx) => enqueueRoute(tx, workspaceId, id))
    },
  }
}
