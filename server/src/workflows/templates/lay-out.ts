import { exitsOf, type WorkflowDefinition } from '@fairlead/sdk'

// As the builder draws them: in columns from left to right, each step under the one before in its column.
const column = 360
const head = 92
const perExit = 30
const gap = 40
const grid = 20

/** The same with each step in the column that is as many steps away from the start. */
export function laidOut(definition: WorkflowDefinition): WorkflowDefinition {
  const columns = columnsOf(definition)
  const filled = new Map<number, number>()
  const steps = definition.steps.map((step) => {
    const place = columns.get(step.id) ?? 1
    const y = filled.get(place) ?? 0
    const height = head + exitsOf(step).length * perExit + gap
    filled.set(place, y + Math.ceil(height / grid) * grid)
    return { ...step, at: { x: place * column, y } }
  })
  return { ...definition, steps }
}

function columnsOf({ start, steps }: WorkflowDefinition): Map<string, number> {
  const columns = new Map<string, number>()
  let ahead = start.next === null ? [] : [start.next]
  for (let place = 1; ahead.length > 0; place += 1) {
    const here = new Set(ahead.filter((id) => !columns.has(id)))
    for (const id of here) columns.set(id, place)
    ahead = steps.filter(({ id }) => here.has(id)).flatMap(({ exits }) => Object.values(exits))
  }
  return columns
}
