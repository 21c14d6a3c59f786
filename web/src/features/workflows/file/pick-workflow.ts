import type { ExportedWorkflow } from '@fairlead/sdk'

/** Which of those in a file is meant by whoever imports it into the one of this name; null: nobody can tell. */
export function pickWorkflow(workflows: readonly ExportedWorkflow[], name: string): ExportedWorkflow | null {
  const [only, ...others] = workflows
  if (only !== undefined && others.length === 0) return only
  const [named, ...namesakes] = workflows.filter((workflow) => workflow.name === name)
  return namesakes.length === 0 ? (named ?? null) : null
}
