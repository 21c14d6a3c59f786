import type { Problem } from '@fairlead/sdk'
import { type Issue, type ValidationText, validationTextOf } from './validation-text.ts'

/** What a form needs of a schema of the contract. */
export type Schema = Readonly<{
  safeParse(values: unknown): { success: true } | { success: false; error: { issues: readonly Issue[] } }
}>

/** The first complaint about each field, by the field's path: `settings.title`. */
export function complaintsOf(schema: Schema, values: unknown): Map<string, ValidationText> {
  const parsed = schema.safeParse(values)
  const complaints = new Map<string, ValidationText>()
  if (parsed.success) return complaints

  for (const issue of parsed.error.issues) {
    const path = (issue.path ?? []).map(String).join('.')
    if (!complaints.has(path)) complaints.set(path, validationTextOf(issue))
  }
  return complaints
}

/** Which of the server's complaints belong to a field that is shown; the others concern the form as a whole. */
export function sortProblem(
  problem: Problem,
  isField: (path: string) => boolean,
): { fields: Record<string, string>; others: readonly string[] } {
  const fields: Record<string, string> = {}
  const others: string[] = []
  for (const { path, message } of problem.errors ?? []) {
    if (isField(path)) fields[path] ??= message
    else others.push(path ? `${path}: ${message}` : message)
  }
  return { fields, others }
}
