/** Tags that views and macros speak of. */

import { isDeepStrictEqual } from 'node:util'
import type { Actor, Condition, Filter, MacroStep } from '@fairlead/sdk'
import { append, type Tx } from '../db/database.ts'

type Renaming = Readonly<{ workspaceId: string; from: string; to: string; actor: Actor }>

export async function renameInViews(tx: Tx, { workspaceId, from, to, actor }: Renaming): Promise<void> {
  const views = await tx
    .selectFrom('saved_view')
    .select(['id', 'owner_id', 'filter'])
    .where('workspace_id', '=', workspaceId)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
  for (const { id, owner_id: ownerId, filter: before } of views) {
    const filter = inFilter(before, (tag) => (tag === from ? to : tag))
    if (isDeepStrictEqual(before, filter)) continue
    await tx
      .updateTable('saved_view')
      .set({ filter: JSON.stringify(filter) })
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .execute()
    append(tx, { workspaceId, type: 'view.changed', subjectId: id, actor, data: { id, ownerId } })
  }
}

export async function renameInMacros(tx: Tx, { workspaceId, from, to, actor }: Renaming): Promise<void> {
  const macros = await tx
    .selectFrom('macro')
    .select(['id', 'owner_id', 'steps'])
    .where('workspace_id', '=', workspaceId)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
  for (const { id, owner_id: ownerId, steps: before } of macros) {
    const steps = before.map((step) => inStep(step, (tag) => (tag === from ? to : tag)))
    if (isDeepStrictEqual(before, steps)) continue
    await tx
      .updateTable('macro')
      .set({ steps: JSON.stringify(steps) })
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .execute()
    append(tx, { workspaceId, type: 'macro.changed', subjectId: id, actor, data: { id, ownerId } })
  }
}

function inFilter(filter: Filter, rename: (tag: string) => string): Filter {
  return {
    ...filter,
    rules: filter.rules.map((rule) => ('rules' in rule ? inFilter(rule, rename) : inCondition(rule, rename))),
  }
}

function inCondition(condition: Condition, rename: (tag: string) => string): Condition {
  if (condition.field !== 'tags') return condition
  const { value } = condition
  if (typeof value === 'string') return { ...condition, value: rename(value) }
  if (!Array.isArray(value)) return condition
  return { ...condition, value: value.map((each) => (typeof each === 'string' ? rename(each) : each)) }
}

function inStep(step: MacroStep, rename: (tag: string) => string): MacroStep {
  return 'tags' in step ? { ...step, tags: [...new Set(step.tags.map(rename))] } : step
}
