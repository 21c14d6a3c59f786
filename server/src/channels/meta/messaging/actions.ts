import type { Failure, ProviderAnswer, ProviderRequest, Step } from '../../channel.ts'
import type { Bag } from '../../reading.ts'
import { done, step } from '../../step.ts'
import { agreedIn } from '../answer.ts'
import { type Caller, graphPost } from '../graph.ts'
import { failureOf } from './outcome.ts'

/** Shows the person something other than a message: that theirs was seen, that somebody is writing. */
export function senderAction(
  caller: Caller,
  path: string,
  { to, action }: Readonly<{ to: string; action: 'typing_on' | 'mark_seen' }>,
): Step<null> {
  return tell(graphPost(caller, `${path}/messages`, { recipient: { id: to }, sender_action: action }))
}

/** Something asked of which nothing but agreement is wanted. */
export function tell(request: ProviderRequest): Step<null> {
  return askFor(request, () => done(null))
}

/** Asks, and goes on with what was answered unless it was a refusal. */
export function askFor<T>(
  request: ProviderRequest,
  read: (body: Bag, answer: ProviderAnswer) => ReturnType<Step<T>['read']>,
): Step<T> {
  return step(request, (answer) => {
    const body = agreedIn(answer)
    return body === null ? failureOf(answer) : read(body, answer)
  })
}

/** An account that answers, but is not what was connected. */
export function isNotWhatItShould(detail: string): Failure {
  return { kind: 'failure', code: 'permission', detail, retry: 'never', retryAfterMs: null, isChannelBroken: true }
}
