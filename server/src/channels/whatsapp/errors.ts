import type { FailureCode } from '../channel.ts'
import { type Bag, bag, isBag, number, text } from '../reading.ts'

/** What one of the provider's error codes means for us. */
export type Meaning = Readonly<{
  code: FailureCode
  retry: 'never' | 'later'
  isChannelBroken: boolean
  retryAfterMs: number | null
}>

export type GraphError = Readonly<{ number: number; meaning: Meaning; detail: string }>

/** The error in an answer's body, if there is one. */
export function graphErrorIn(body: unknown): GraphError | null {
  const { error } = bag(body)
  return isBag(error) && number(error.code) !== null ? graphError(error) : null
}

/** Reads an error of an answer or of a status. Decides by numbers: the words change. */
export function graphError(error: Bag): GraphError {
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

// "Malformed access token EAAG…" repeats the whole token, and details are shown to agents.
function withoutToken(words: string): string {
  return words.replace(/\bEAA\w+/g, 'EAA…')
}

const never = (code: FailureCode): Meaning => ({ code, retry: 'never', isChannelBroken: false, retryAfterMs: null })
const broken = (code: FailureCode): Meaning => ({ code, retry: 'never', isChannelBroken: true, retryAfterMs: null })
const later = (code: FailureCode, retryAfterMs: number | null = null): Meaning => ({
  code,
  retry: 'later',
  isChannelBroken: false,
  retryAfterMs,
})

type Codes = readonly (number | string | readonly [first: number, last: number])[]

const table: readonly (readonly [Codes, Meaning])[] = [
  // Token: invalid, expired, of a removed app.
  [[0, 102, 190], broken('auth_invalid')],

  // Permission: missing, or (100/33) the number does not exist for this token; 131037 waits for a display name, 131045 and
  // 133010 for the number's registration.
  [[3, 10, 33, '100/33', [200, 299], 131005, 131037, 131045, 133010], broken('permission')],
  // A payment is missing. Only what costs is held back: replies within the window still go out, so nothing is broken.
  [[131042, 131044], never('permission')],

  [[4, 17, 32, 613, [80000, 80014], 130429, 133016], later('rate_limited')],
  // Too many to one person: one message in six seconds is let through.
  [[131056], later('rate_limited', 6_000)],

  [[1, 2, 131000, 131016, 131057, 2494100], later('provider_down')],

  [[131047], never('window_closed')],
  // Not on WhatsApp, has blocked us, or has not agreed to the terms: the provider does not say which.
  [[131026], never('recipient_unavailable')],
  [[131050], never('opted_out')],
  // Ourselves; not on a test number's list; only known by a username where a number is needed; another identity.
  [[131021, 131030, 131062, 137000], never('invalid_recipient')],
  [[131051, 135000], never('unsupported_content')],
  [[131052, 131053], never('media_error')],
  [[132000, 132001, 132005, 132007, 132008, 132012, 132015, 132016, 132018, 132068, 132069], never('template_error')],

  // Held back from this one person: by an experiment, a cap on marketing, or their country. 131048 holds back more, for as
  // long as people report us.
  [[130472, 130497, 131048, 131049], never('policy')],
  [[368, 131031], broken('policy')],

  // Ours to mend: a parameter missing or wrong.
  [[100, 131008, 131009], never('unknown')],
]

const meanings: ReadonlyMap<string, Meaning> = new Map(
  table.flatMap(([codes, meaning]) => codes.flatMap(spread).map((code) => [code, meaning])),
)

function spread(code: Codes[number]): readonly string[] {
  if (typeof code !== 'object') return [`${code}`]
  const [first, last] = code
  return Array.from({ length: last - first + 1 }, (_, index) => `${first + index}`)
}
