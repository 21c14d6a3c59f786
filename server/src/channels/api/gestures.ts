import type { ApiGesture } from '@fairlead/sdk'
import type { Reference, Step } from '../channel.ts'
import { done, step } from '../step.ts'
import type { ApiAccount } from './account.ts'
import { outcome } from './outcome.ts'
import { post } from './post.ts'

/** Somebody read what they wrote, up to and with that message. */
export function markRead(to: string, { providerId }: Reference, account: ApiAccount, now: number): Step<null> {
  return tell({ type: 'read', to, id: providerId, at: new Date(now).toISOString() }, account, now)
}

/** Somebody writes to them at this moment. */
export function typing(to: string, _: Reference | null, account: ApiAccount, now: number): Step<null> {
  return tell({ type: 'typing', to, at: new Date(now).toISOString() }, account, now)
}

function tell(gesture: ApiGesture, account: ApiAccount, now: number): Step<null> {
  return step(post(gesture, account, now), (answer) => {
    const told = outcome(answer, { id: '', now })
    return told.kind === 'failure' ? told : done(null)
  })
}
