import type { InboundStanding } from '../../inbound.ts'

export type Keyword = Readonly<{
  standing: InboundStanding['standing'] | null
  /** Said to Twilio rather than to us, and answered by it: nobody should answer it again. */
  isCommand: boolean
}>

const stop: Keyword = { standing: 'opted_out', isCommand: true }
const start: Keyword = { standing: 'opted_in', isCommand: true }
const help: Keyword = { standing: null, isCommand: false }

// "Yes" is what people answer to most questions. It lets them be written to again, and is still read by somebody.
const yes: Keyword = { standing: 'opted_in', isCommand: false }

const keywords: ReadonlyMap<string, Keyword> = new Map([
  ...['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT'].map(
    (word) => [word, stop] as const,
  ),
  ...['START', 'UNSTOP'].map((word) => [word, start] as const),
  ...['HELP', 'INFO'].map((word) => [word, help] as const),
  ['YES', yes],
])

/**
 * What Twilio takes a message for: the whole of it is one word, in any case. A messaging service may have words of its
 * own, and then says so in `OptOutType`.
 */
export function keywordIn(body: string, optOutType: string | null): Keyword | null {
  const word = body.trim().toUpperCase()
  const known = keywords.get(word) ?? null
  if (optOutType === null) return known

  const told = keywords.get(optOutType.trim().toUpperCase()) ?? null
  return known !== null && known.standing === told?.standing ? known : (told ?? known)
}
