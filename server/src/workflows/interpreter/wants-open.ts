import { exitsOf, nextOf, type WorkflowDefinition, type WorkflowStep } from '@fairlead/sdk'

/** Whether what may come after a step's exit is only done to an open conversation, without opening it before. */
export function wantsOpen({ steps }: Pick<WorkflowDefinition, 'steps'>, step: WorkflowStep, exit: string): boolean {
  const byId = new Map(steps.map((each) => [each.id, each]))
  const seen = new Set<WorkflowStep>()
  const ahead = [nextOf(step, exit)]
  while (ahead.length > 0) {
    const next = byId.get(ahead.pop() ?? '')
    if (next === undefined || seen.has(next)) continue
    seen.add(next)
    // What another workflow does is not known here.
    if (next.type === 'assign' || next.type === 'snooze' || next.type === 'run_workflow') return true
    if (next.type === 'open') continue
    ahead.push(...exitsOf(next).map((each) => nextOf(next, each)), next.type === 'jump' ? next.to : null)
  }
  return false
}
