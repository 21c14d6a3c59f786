import type { WorkflowStep } from '@fairlead/sdk'
import { waysOutOf } from './way.ts'

export const grid = 20
export const nodeWidth = 260
export const gap = { x: 100, y: 40 } as const

const headHeight = 92
const exitHeight = 30

/** About as high as a step is drawn, for what lays it out before it is. */
export function heightOf(step: WorkflowStep): number {
  return headHeight + waysOutOf(step).length * exitHeight
}

export function snapped(value: number): number {
  return Math.round(value / grid) * grid
}
