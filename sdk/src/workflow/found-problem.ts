import type { WorkflowProblem } from '../contract/workflow/problem.ts'

type Found = Readonly<{
  code: WorkflowProblem['code']
  /** Null: of how it begins, or of the whole. */
  stepId: string | null
  path: string
  data?: WorkflowProblem['data']
}>

/** What keeps a workflow from being published. */
export function mistake({ code, stepId, path, data = {} }: Found): WorkflowProblem {
  return { code, level: 'error', stepId, path, data }
}

/** What may not be meant. */
export function doubt(found: Found): WorkflowProblem {
  return { ...mistake(found), level: 'warning' }
}
