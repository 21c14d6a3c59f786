import { exitsOf, nextOf, type WorkflowDefinition, type WorkflowStep } from '@fairlead/sdk'

/** A step of a run's history. */
export type Passed = Readonly<{
  step_id: string | null
  exit: string | null
  error: string | null
  output: Readonly<Record<string, unknown>>
}>

/** Where a run went other than its version's graph leads, in words; null: nowhere. */
export function findAstray(
  { start, steps }: WorkflowDefinition,
  history: readonly Passed[],
  status: string,
): string | null {
  let expected = start.next
  for (const [index, { step_id: id, exit }] of history.entries()) {
    const what = `step ${index + 1} is ${id}`
    if (id !== expected) return `${what}, and should be ${expected}`
    const step = steps.find((each) => each.id === id)
    if (step === undefined) return `${what}, which is not there`
    if (exit === null) {
      if (index < history.length - 1) return `${what}, which it left by no exit`
      return status === 'done' && step.type !== 'stop' ? `${what}, where it should not have ended` : null
    }
    if (step.type === 'jump' && exit === 'jumped') expected = step.to
    else if (exitsOf(step).includes(exit)) expected = nextOf(step, exit)
    else return `${what}, which has no exit ${exit}`
  }
  return status === 'done' && expected !== null ? `it ended before ${expected}` : null
}

/** How many messages and notes a run has written, by its history. */
export function countWritten({ steps }: WorkflowDefinition, history: readonly Passed[]): number {
  const written = history.map((passed) => {
    const step = steps.find(({ id }) => id === passed.step_id)
    return step === undefined ? 0 : writtenBy(step, passed)
  })
  return written.reduce((sum, each) => sum + each, 0)
}

function writtenBy({ type }: WorkflowStep, { exit, error, output }: Passed): number {
  const hasFailed = exit === 'failed' || error !== null
  if (type === 'send_message' || type === 'note' || type === 'notify') return exit === 'next' && !hasFailed ? 1 : 0
  if (type !== 'ask_question') return 0
  // Asked once, and again after each answer that did not do, but the last.
  const refused = Number(output.refused ?? 0)
  return hasFailed || exit === 'invalid' ? refused : 1 + refused
}
