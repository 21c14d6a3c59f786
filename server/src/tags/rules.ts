import type { Actor, PriorityRule } from '@fairlead/sdk'
import { holdForChange } from '../assignment/lock.ts'
import { applyPriorityRules } from '../contacts/priority-rules.ts'
import type { Tx } from '../db/database.ts'
import { changeWorkspace } from '../workspace/change.ts'

type Held = Readonly<{
  /** Once contacts have their tags: renames those of the rules, and gives what waits its priority by them. */
  apply(actor: Actor, rename: (name: string) => string): Promise<void>
}>

/** Where rules of priority go by these tags, keeps conversations from being given away meanwhile. Before any other lock. */
export async function holdRulesOf(
  tx: Tx,
  { workspaceId, names }: Readonly<{ workspaceId: string; names: readonly string[] }>,
): Promise<Held | null> {
  if (!speakOf(await readRules(tx, workspaceId), names)) return null
  await holdForChange(tx, workspaceId)
  // Whoever opens a conversation holds the rules before it: who comes to them from the other side waits for ever.
  await tx.selectFrom('workspace').select('id').where('id', '=', workspaceId).forNoKeyUpdate().execute()
  return {
    async apply(actor, rename) {
      const rules = await readRules(tx, workspaceId)
      const priorityRules = rules.map((rule) => ({ ...rule, tags: [...new Set(rule.tags.map(rename))] }))
      await changeWorkspace(tx, { workspaceId, actor, given: { priorityRules } })
      await applyPriorityRules(tx, workspaceId)
    },
  }
}

function speakOf(rules: readonly PriorityRule[], names: readonly string[]): boolean {
  return rules.some(({ tags }) => tags.some((tag) => names.includes(tag)))
}

async function readRules(tx: Tx, workspaceId: string): Promise<readonly PriorityRule[]> {
  const { priority_rules: rules } = await tx
    .selectFrom('workspace')
    .select('priority_rules')
    .where('id', '=', workspaceId)
    .executeTakeFirstOrThrow()
  return rules
}
