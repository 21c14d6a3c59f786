import type { Step } from '../channel.ts'
import { done } from '../step.ts'
import type { TiktokAccount } from './account.ts'
import { askFor } from './api.ts'
import { send } from './render.ts'

export function typing(to: string, _last: unknown, account: TiktokAccount): Step<null> {
  return act('TYPING', to, account)
}

/** Marks all that came until now: the provider knows no single message here. */
export function markRead(to: string, _last: unknown, account: TiktokAccount): Step<null> {
  return act('MARK_READ', to, account)
}

function act(action: 'TYPING' | 'MARK_READ', to: string, account: TiktokAccount): Step<null> {
  const request = send(to, { message_type: 'SENDER_ACTION', sender_action: action }, account)
  return askFor(request, () => done(null))
}
