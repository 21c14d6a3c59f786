import type { FailureCode } from '../channel.ts'
import { type Bag, bag, isBag, number, text } from '../reading.ts'

/** What one of the provider's error codes means for us. */
export type Meaning = Readonly<{
  code: FailureCode
  retry: 'never' | 'later'
  isChannelBroken: boolean
  retryAfterMs: number | null
  isOfRecipient?: boolean
}>

export type GraphError = Readonly<{ number: number; meaning: Meaning; detail: string }>

/** By code, or by code and subcode: `190`, `100/33`. */
export type Meanings = ReadonlyMap<string, Meaning>

type Codes = readonly (number | string | readonly [first: number, last: number])[]

/** Codes of one meaning; what comes later in a list of such rows has precedence. */
export type Row = readonly [Codes, Meaning]

/** The error in an answer's body, if there is one. */
export function graphErrorIn(body: unknown, meanings: Meanings): GraphError | null {
  const { error } = bag(body)
  return isBag(error) && number(error.code) !== null ? graphError(error, meanings) : null
}

/** Reads an error of an answer or of a status. Decides by numbers: the words change. */
export function graphError(error: Bag, meanings: Meanings): GraphError {
  const code = number(error.code) ?? -1
  const known = meanings.get(`${code}/${number(error.error_subcode)}`) ?? meanings.get(`${code}`)
  const words = text(bag(error.error_data).details) ?? text(error.message) ?? text(error.title) ?? 'no details'

  return {
    number: code,
    meaning: known ?? (error.is_transient === true ? later('provider_down') : never('unknown')),
    detail: withoutToken(`${code}: ${words}`).slice(0, MAX_DETAIL),
  }
}

const MAX_DETAIL = 500

// "Malformed access token EAAG…" repeats the whole token, and details are shown to agents. Those of Instagram's own login
// begin with IGA.
function withoutToken(words: string): string {
  return words.replace(/\b(EAA|IGA)\w+/g, '$1…')
}

export function never(code: FailureCode): Meaning {
  return { code, retry: 'never', isChannelBroken: false, retryAfterMs: null }
}

export function broken(code: FailureCode): Meaning {
  return { code, retry: 'never', isChannelBroken: true, retryAfterMs: null }
}

export function later(code: FailureCode, retryAfterMs: number | null = null): Meaning {
  return { code, retry: 'later', isChannelBroken: false, retryAfterMs }
}

/** What means the same wherever Graph says it. */
const everywhere: readonly Row[] = [
  // Token: invalid, expired, of a removed app.
  [[0, 102, 190], broken('auth_invalid')],
  // Permission: missing, or (100/33) the account does not exist for this token.
  [[3, 10, 33, '100/33', [200, 299]], broken('permission')],
  [[4, 17, 32, 613, [80000, 80014]], later('rate_limited')],
  [[1, 2], later('provider_down')],
  [[368], broken('policy')],
  // Ours to mend: a parameter missing or wrong.
  [[100], never('unknown')],
]

/** The meanings of Graph's own codes, and of those that one product adds. */
export function meaningsOf(own: readonly Row[]): Meanings {
  return new Map(
    [...everywhere, ...own].flatMap(([codes, meaning]) => codes.flatMap(spread).map((code) => [code, meaning])),
  )
}

function spread(code: Codes[number]): readonly string[] {
  if (typeof code !== 'object') return [`${code}`]
  const [first, last] = code
  return Array.from({ length: last - first + 1 }, (_, index) => `${first + index}`)
}
