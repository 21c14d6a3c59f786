import type { Failure, FailureCode } from '../channel.ts'

export type Meaning = Readonly<{ code: FailureCode; retry: Failure['retry']; isChannelBroken: boolean }>

export const temporary: Meaning = { code: 'provider_down', retry: 'later', isChannelBroken: false }
const dead: Meaning = { code: 'auth_invalid', retry: 'never', isChannelBroken: true }

const meanings: ReadonlyMap<number, Meaning> = new Map([
  [40001, final('permission')],
  [40002, final('unknown')],
  [40100, { ...temporary, code: 'rate_limited' }],
  // The access token has ended, the refresh token has, it is missing, it is wrong or was revoked.
  [40102, dead],
  [40103, dead],
  [40104, dead],
  [40105, dead],
  [40908, final('media_error')],
])

/**
 * What a code means. Some stand for several things, which only their words tell apart: 40064 is a message that was blocked, and
 * one that came too quickly; parameters that are wrong may be a conversation whose time is over.
 */
export function meaningOf(code: number, words: string): Meaning {
  if (/too (quick|fast|frequent|many requests)|rate limit/i.test(words)) return { ...temporary, code: 'rate_limited' }
  if (/48[- ]?h|window|limit of (10|ten) messages|until the user|user (has not|hasn.t) replied/i.test(words)) {
    return final('window_closed')
  }
  if (code === 40064) return final('policy')
  if (code === 40002 && /recipient|conversation/i.test(words)) return final('invalid_recipient')
  return meanings.get(code) ?? (code >= 50_000 && code < 60_000 ? temporary : final('unknown'))
}

function final(code: FailureCode): Meaning {
  return { code, retry: 'never', isChannelBroken: false }
}
