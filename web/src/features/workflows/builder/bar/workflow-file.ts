import { type WorkflowDefinition, workflowDefinition } from '@fairlead/sdk'

/** Hands the draft to the browser as a file, in JSON as it is kept: fit for a repository. */
export function exportWorkflow(name: string, definition: WorkflowDefinition): void {
  const file = new Blob([`${JSON.stringify(definition, null, 2)}\n`], { type: 'application/json' })
  const url = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = url
  link.download = `${fileNameOf(name)}.workflow.json`
  link.click()
  // After the browser has begun to read it.
  setTimeout(() => URL.revokeObjectURL(url))
}

/** A workflow that was exported; null: the file holds something else. */
export function readWorkflow(text: string): WorkflowDefinition | null {
  try {
    const parsed = workflowDefinition.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

export function fileNameOf(name: string): string {
  const words = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
  return words === '' ? 'workflow' : words
}
