import { predictWait } from '@fairlead/engine'
import type { Sight } from './simulate.ts'

/** Minutes that somebody who joins the queue is going to wait; null when it says nothing. */
export type Predictor = (sight: Sight) => number | null

/** Ours, and what others tell their customers. All see the same; the peers get the long-run mean, known exactly enough. */
export const predictors = {
  ours: ({ queue }) => predictWait(queue)?.pointMinutes ?? null,
  position: ({ queue }) => (queue.position * queue.longRunHandlingMinutes) / queue.slots,
  // With nobody at the head of the line, the last who was there has to do.
  hol: ({ queue }) => (queue.position > 1 ? queue.holMinutes : queue.lesMinutes),
  moving_average: ({ recentWaits }) =>
    recentWaits.length > 0 ? recentWaits.reduce((sum, wait) => sum + wait, 0) / recentWaits.length : null,
} as const satisfies Record<string, Predictor>

export type PredictorName = keyof typeof predictors
