import { exitsOf, newStepId, type WorkflowDefinition, type WorkflowStep, workflowStep } from '@fairlead/sdk'
import { mostSteps } from './edit.ts'
import { grid } from './size.ts'

const mark = 'fairlead-workflow-steps'

/** Steps as text, for the clipboard: with the connections among them, without those to others. */
export function clipOf(steps: readonly WorkflowStep[]): string {
  return JSON.stringify({ kind: mark, steps })
}

/** The steps of a text that `clipOf` wrote; null: it is something else. */
export function stepsOfClip(text: string): readonly WorkflowStep[] | null {
  const clip = parsed(text)
  if (typeof clip !== 'object' || clip === null || !('kind' in clip) || clip.kind !== mark || !('steps' in clip)) {
    return null
  }
  const steps = workflowStep.array().min(1).max(mostSteps).safeParse(clip.steps)
  return steps.success ? steps.data : null
}

/** The same steps once more, under ids of their own and a bit aside, or with the first of them at a place. */
export function copiesOf(
  definition: WorkflowDefinition,
  steps: readonly WorkflowStep[],
  at?: Readonly<{ x: number; y: number }>,
): readonly WorkflowStep[] {
  const ids = new Map<string, string>()
  let taken: Pick<WorkflowDefinition, 'steps'> = definition
  for (const step of steps) {
    const id = newStepId(taken, step.type)
    ids.set(step.id, id)
    taken = { steps: [...taken.steps, { ...step, id }] }
  }
  const [first] = steps
  const aside = first === undefined || at === undefined ? { x: 2 * grid, y: 2 * grid } : less(at, first.at)
  return steps.map((step) => copied(step, ids, aside))
}

function copied(
  step: WorkflowStep,
  ids: ReadonlyMap<string, string>,
  aside: Readonly<{ x: number; y: number }>,
): WorkflowStep {
  const exits = Object.fromEntries(
    exitsOf(step).flatMap((exit) => {
      const to = ids.get(step.exits[exit] ?? '')
      return to === undefined ? [] : [[exit, to]]
    }),
  )
  const at = { x: step.at.x + aside.x, y: step.at.y + aside.y }
  const copy = { ...step, id: ids.get(step.id) ?? step.id, exits, at }
  return copy.type === 'jump' ? { ...copy, to: ids.get(copy.to ?? '') ?? null } : copy
}

function less(a: Readonly<{ x: number; y: number }>, b: Readonly<{ x: number; y: number }>) {
  return { x: a.x - b.x, y: a.y - b.y }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
