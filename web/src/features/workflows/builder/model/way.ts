import { exitsOf, nextOf, type WorkflowDefinition, type WorkflowStep } from '@fairlead/sdk'

/** By which a step is left, or the start: `stepId` null, whose only exit is `next`. */
export type Way = Readonly<{ stepId: string | null; exit: string }>

type Connection = Readonly<{ from: Way; to: string }>

export const startWay: Way = { stepId: null, exit: 'next' }

/** A jump has its goal as one more way to lead somewhere. */
export const jumpExit = 'to'

export function stepOf({ steps }: WorkflowDefinition, id: string | null): WorkflowStep | null {
  return steps.find((step) => step.id === id) ?? null
}

/** The step that a jump goes on at; null: none, or one that is gone. */
export function targetOf(definition: WorkflowDefinition, step: WorkflowStep): WorkflowStep | null {
  return step.type === 'jump' ? stepOf(definition, step.to) : null
}

/** Every way in which a step can be left, the goal of a jump first. */
export function waysOutOf(step: WorkflowStep): readonly string[] {
  return step.type === 'jump' ? [jumpExit, ...exitsOf(step)] : exitsOf(step)
}

/** Where a way is told to lead; null: nowhere, or to where another exit leads. */
export function goalOf(definition: WorkflowDefinition, { stepId, exit }: Way): string | null {
  if (stepId === null) return definition.start.next
  const step = stepOf(definition, stepId)
  return step === null ? null : goalWithin(step, exit)
}

/** What follows a step when it runs, each once, in the order of its exits. */
export function followersOf(step: WorkflowStep): readonly string[] {
  const goals = waysOutOf(step).map((exit) => leadsBy(step, exit))
  return [...new Set(goals.filter((goal) => goal !== null))]
}

/** All connections between what is there, from the start on. */
export function connectionsOf(definition: WorkflowDefinition): readonly Connection[] {
  const ids = new Set(definition.steps.map(({ id }) => id))
  const ways = [
    startWay,
    ...definition.steps.flatMap((step) => waysOutOf(step).map((exit) => ({ stepId: step.id, exit }))),
  ]
  return ways.flatMap((from) => {
    const to = goalOf(definition, from)
    return to !== null && ids.has(to) ? [{ from, to }] : []
  })
}

/** The definition with a way leading there, or nowhere. */
export function led(definition: WorkflowDefinition, way: Way, to: string | null): WorkflowDefinition {
  if (way.stepId === null) return { ...definition, start: { ...definition.start, next: to } }
  return {
    ...definition,
    steps: definition.steps.map((step) => (step.id === way.stepId ? ledStep(step, way.exit, to) : step)),
  }
}

function ledStep(step: WorkflowStep, exit: string, to: string | null): WorkflowStep {
  if (step.type === 'jump' && exit === jumpExit) return { ...step, to }
  const { [exit]: _, ...others } = step.exits
  return { ...step, exits: to === null ? others : { ...others, [exit]: to } }
}

/** Where a step's way is told to lead. */
export function goalWithin(step: WorkflowStep, exit: string): string | null {
  return step.type === 'jump' && exit === jumpExit ? step.to : (step.exits[exit] ?? null)
}

/** Where a run goes from there: a choice that leads nowhere itself goes on as `answered`. */
export function leadsBy(step: WorkflowStep, exit: string): string | null {
  return step.type === 'jump' && exit === jumpExit ? step.to : nextOf(step, exit)
}
