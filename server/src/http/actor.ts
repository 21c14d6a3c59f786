import type { Actor } from '@fairlead/sdk'
import type { Caller } from './endpoint.ts'

/** The caller as the log names them. */
export function actorOf({ memberId }: Caller): Actor {
  return { type: 'member', id: memberId }
}
