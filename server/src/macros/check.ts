import { type MacroStep, unknownVariables } from '@fairlead/sdk'
import type { Tx } from '../db/database.ts'
import { AppError, type Issue, invalidRequest } from '../errors.ts'
import { requireMembers } from '../members/queries.ts'
import { requireTeams } from '../teams/queries.ts'

/** What everybody uses is made by managers. */
export function requireMayShare(isShared: boolean, isManager: boolean): void {
  if (isShared && !isManager) {
    throw new AppError('forbidden', { detail: 'Macros for everybody are made by managers. Make one of your own.' })
  }
}

/** Makes sure that what the steps name is there now. It may go later: then the step says so when it is done. */
export async function requireValidSteps(tx: Tx, workspaceId: string, steps: readonly MacroStep[]): Promise<void> {
  const issues: Issue[] = steps.flatMap((step, index) => {
    if (step.do !== 'reply' && step.do !== 'note') return []
    const names = unknownVariables(step.text)
    const message = `nothing can be filled in for ${names.map((name) => `{{${name}}}`).join(', ')}`
    return names.length === 0 ? [] : [{ path: `steps.${index}.text`, message }]
  })
  if (issues.length > 0) throw invalidRequest(issues)
  const of = <T>(idOf: (step: MacroStep) => T | null) => [...new Set(steps.flatMap((step) => idOf(step) ?? []))]
  await requireMembers(
    tx,
    workspaceId,
    of((step) => (step.do === 'assign' && step.memberId !== 'me' ? step.memberId : null)),
  )
  await requireTeams(
    tx,
    workspaceId,
    of((step) => (step.do === 'move' ? step.teamId : null)),
  )
  await requireCategories(
    tx,
    workspaceId,
    of((step) => (step.do === 'close' ? step.categoryId : null)),
  )
}

async function requireCategories(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const rows = await tx
    .selectFrom('closing_category')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', [...ids])
    .where('deleted_at', 'is', null)
    .execute()
  const unknown = ids.filter((id) => !rows.some((row) => row.id === id))
  if (unknown.length > 0) {
    throw new AppError('unknown_reference', {
      detail: 'There is no such closing category in this workspace.',
      data: { ids: unknown },
    })
  }
}
