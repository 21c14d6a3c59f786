import type { WorkflowDefinition } from '@fairlead/sdk'
import { connectionsOf } from './way.ts'

export type Direction = 'ahead' | 'back' | 'up' | 'down'

/**
 * Where an arrow key leads, along the connections: ahead to what follows, back to what led here, up and down among what
 * follows the same step. Null as an id is the start; null as an answer: nowhere.
 */
export function neighbourOf(
  definition: WorkflowDefinition,
  id: string | null,
  direction: Direction,
): Readonly<{ id: string | null }> | null {
  const connections = connectionsOf(definition)
  const followers = (of: string | null) => [
    ...new Set(connections.filter(({ from }) => from.stepId === of).map(({ to }) => to)),
  ]
  const before = connections.find(({ to, from }) => to === id && from.stepId !== id)?.from.stepId
  switch (direction) {
    case 'ahead':
      return answer(followers(id).find((one) => one !== id))
    case 'back':
      return answer(before)
    case 'up':
    case 'down': {
      // What nothing leads to stands among its like.
      const reached = new Set(connections.map(({ to }) => to))
      const loose = definition.steps.map((step) => step.id).filter((one) => !reached.has(one))
      const siblings = before === undefined ? [null, ...loose] : followers(before)
      return answer(siblings[siblings.indexOf(id) + (direction === 'up' ? -1 : 1)])
    }
    default:
      return direction satisfies never
  }
}

function answer(id: string | null | undefined): Readonly<{ id: string | null }> | null {
  return id === undefined ? null : { id }
}
