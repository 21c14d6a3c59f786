import { exitsOf, newStepId, type WorkflowDefinition, type WorkflowStart, type WorkflowStep } from '@fairlead/sdk'
import type { Places } from './layout.ts'
import { withoutSteps } from './remove.ts'
import { goalOf, led, type Way } from './way.ts'

/** What can be done with a workflow in the builder. */
export type Edit =
  /** `from`: leads to it from now on; where that led before, the new step goes on to. */
  | Readonly<{ kind: 'add'; step: WorkflowStep; from: Way | null }>
  | Readonly<{ kind: 'paste'; steps: readonly WorkflowStep[]; from: Way | null }>
  | Readonly<{ kind: 'connect'; from: Way; to: string }>
  | Readonly<{ kind: 'disconnect'; from: Way }>
  | Readonly<{ kind: 'remove'; ids: readonly string[] }>
  | Readonly<{ kind: 'move'; places: Places }>
  | Readonly<{ kind: 'change_step'; step: WorkflowStep }>
  | Readonly<{ kind: 'change_start'; start: WorkflowStart }>
  | Readonly<{ kind: 'change_ends'; endsOn: WorkflowDefinition['endsOn'] }>
  | Readonly<{ kind: 'replace'; definition: WorkflowDefinition }>

/** The most steps that a workflow may have. */
export const mostSteps = 300

/** The workflow after an edit. One that changes nothing answers with what was given. */
export function edited(definition: WorkflowDefinition, edit: Edit): WorkflowDefinition {
  switch (edit.kind) {
    case 'add':
      return withStep(definition, edit.step, edit.from)
    case 'paste':
      return withSteps(definition, edit.steps, edit.from)
    case 'connect':
      return goalOf(definition, edit.from) === edit.to ? definition : led(definition, edit.from, edit.to)
    case 'disconnect':
      return goalOf(definition, edit.from) === null ? definition : led(definition, edit.from, null)
    case 'remove':
      return edit.ids.length === 0 ? definition : withoutSteps(definition, new Set(edit.ids))
    case 'move':
      return moved(definition, edit.places)
    case 'change_step':
      return changed(definition, edit.step)
    case 'change_start':
      return { ...definition, start: edit.start }
    case 'change_ends':
      return { ...definition, endsOn: edit.endsOn }
    case 'replace':
      return edit.definition
    default:
      return edit satisfies never
  }
}

function withStep(definition: WorkflowDefinition, step: WorkflowStep, from: Way | null): WorkflowDefinition {
  if (definition.steps.length >= mostSteps) return definition
  // Two may be added before the first is drawn.
  const isTaken = definition.steps.some(({ id }) => id === step.id)
  const own = isTaken ? { ...step, id: newStepId(definition, step.type) } : step
  const added = { ...definition, steps: [...definition.steps, own] }
  if (from === null) return added

  const after = goalOf(definition, from)
  const [first] = exitsOf(own)
  const linked = led(added, from, own.id)
  return after === null || first === undefined ? linked : led(linked, { stepId: own.id, exit: mainExitOf(own) }, after)
}

/** Where what comes after goes on, when a step is put between two others. */
function mainExitOf(step: WorkflowStep): string {
  const exits = exitsOf(step)
  return exits.find((exit) => exit === 'next' || exit === 'answered') ?? exits[0] ?? 'next'
}

function withSteps(
  definition: WorkflowDefinition,
  steps: readonly WorkflowStep[],
  from: Way | null,
): WorkflowDefinition {
  const [first] = steps
  if (first === undefined || definition.steps.length + steps.length > mostSteps) return definition
  const added = { ...definition, steps: [...definition.steps, ...steps] }
  return from !== null && goalOf(definition, from) === null ? led(added, from, first.id) : added
}

function moved(definition: WorkflowDefinition, places: Places): WorkflowDefinition {
  const isMoved = ({ id, at }: WorkflowStep) => {
    const place = places[id]
    return place !== undefined && (place.x !== at.x || place.y !== at.y)
  }
  if (!definition.steps.some(isMoved)) return definition
  return { ...definition, steps: definition.steps.map((step) => ({ ...step, at: places[step.id] ?? step.at })) }
}

// A choice or a branch that is gone takes its connection along.
function changed(definition: WorkflowDefinition, step: WorkflowStep): WorkflowDefinition {
  const known = new Set(exitsOf(step))
  const exits = Object.fromEntries(Object.entries(step.exits).filter(([exit]) => known.has(exit)))
  return {
    ...definition,
    steps: definition.steps.map((one) => (one.id === step.id ? { ...step, exits } : one)),
  }
}
