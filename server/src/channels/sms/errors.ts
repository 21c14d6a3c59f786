import type { Failure, FailureCode } from '../channel.ts'

/** What one of Twilio's error codes means for us. */
export type Meaning = Pick<Failure, 'code' | 'retry' | 'isChannelBroken'>

export function meaningOf(code: number | null): Meaning | null {
  return code === null ? null : (meanings.get(code) ?? null)
}

/** What a failure told by a status means: it is over, and says nothing of the account as a whole. */
export function reasonOf(code: number | null): FailureCode {
  return meaningOf(code)?.code ?? 'unknown'
}

const never = (code: FailureCode): Meaning => ({ code, retry: 'never', isChannelBroken: false })
const later = (code: FailureCode): Meaning => ({ code, retry: 'later', isChannelBroken: false })
const broken = (code: FailureCode): Meaning => ({ code, retry: 'never', isChannelBroken: true })

const table: readonly (readonly [codes: readonly number[], Meaning])[] = [
  // The token is another one; the account does not exist for it.
  [[20003, 20404], broken('auth_invalid')],
  // The account is suspended or closed, or may do nothing at all.
  [[20005, 20403, 30002], broken('permission')],
  // The number is not ours, takes no text messages, or is not in the messaging service, which may not exist.
  [[21212, 21601, 21603, 21606, 21659, 21660, 21661, 21701, 21703, 21704, 21705, 21712], broken('permission')],
  // Our public address is none that Twilio would call: no message can go out before that is mended.
  [[21609], broken('permission')],

  // A country that is switched off, and a trial that writes to listed numbers only, hold back this person alone.
  [[21408, 21608], never('permission')],
  // Registration of the number (10DLC, toll-free) is missing or was refused: countries elsewhere are still reached.
  [[30032, 30033, 30034, 30035], never('permission')],

  [[14107, 20429, 21611, 30001, 30017, 30022, 30023, 30027], later('rate_limited')],
  [[20500, 20503, 30410, 30500], later('provider_down')],

  [[21211, 21214, 21217, 21604, 21612, 21614, 21635, 30005, 30006], never('invalid_recipient')],
  [[30003, 30036], never('recipient_unavailable')],
  [[21610], never('opted_out')],
  [[30004], never('recipient_blocked')],
  [[30007, 30010, 30038, 30039, 30450], never('policy')],
  [[63016], never('window_closed')],

  [[21602, 21605, 21617, 21619], never('unsupported_content')],
  [[11200, 11751, 12300, 21620, 21621, 21622, 21623, 30011, 30019], never('media_error')],
  [[30008, 30009], never('unknown')],
]

const meanings: ReadonlyMap<number, Meaning> = new Map(
  table.flatMap(([codes, meaning]) => codes.map((code) => [code, meaning] as const)),
)
