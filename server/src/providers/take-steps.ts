import type { Done, Failure, Step } from '../channels/channel.ts'
import { ask } from './ask.ts'

/** Longer than any talk with a provider that ends. */
const mostSteps = 30

/** Asks a provider what its adapter wrote down, answer by answer, until that is done or fails. */
export async function takeSteps<T>(
  first: Step<T> | Done<T> | Failure,
  context: Parameters<typeof ask>[1],
): Promise<Done<T> | Failure> {
  let next = first
  for (let taken = 0; next.kind === 'step'; taken += 1) {
    if (taken === mostSteps) throw new Error('A talk with a provider has no end.')
    next = next.read(await ask(next.request, context))
  }
  return next
}
