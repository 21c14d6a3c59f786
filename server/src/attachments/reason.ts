/** Why a file of a customer's could not be brought in, as whoever wants to see it is told. */
import type { Attachment } from '@fairlead/sdk'
import type { Failure } from '../channels/channel.ts'
import { failure } from '../channels/step.ts'

type Problem = NonNullable<Attachment['error']>

/** A failure that knows its reason; of the others the code tells it. */
export type FileFailure = Failure & Readonly<{ reason?: Problem['code'] }>

export function fileFailure(reason: Problem['code'], detail: string, retry: Failure['retry'] = 'never'): FileFailure {
  const code = reason === 'not_allowed' ? 'permission' : reason === 'unavailable' ? 'provider_down' : 'media_error'
  return { ...failure(code, detail, retry), reason }
}

export function problemOf({ reason, code, detail, retry }: FileFailure): Problem {
  return { code: reason ?? reasonOf(code, detail, retry), detail: detail.slice(0, 500).toWellFormed() }
}

// What adapters answer when they look for the file.
function reasonOf(code: Failure['code'], detail: string, retry: Failure['retry']): Problem['code'] {
  switch (code) {
    case 'auth_invalid':
    case 'permission':
      return 'not_allowed'
    case 'provider_down':
    case 'rate_limited':
      return 'unavailable'
    case 'media_error':
      if (retry === 'later') return 'unavailable'
      // Telegram has no code for it, only these words.
      return /too (?:big|large)/i.test(detail) ? 'too_large' : 'gone'
    default:
      return 'unknown'
  }
}
