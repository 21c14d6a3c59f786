import type { Random } from '../../../scripts/demo/random.ts'
import type { Fault } from '../../../scripts/emulators/desk/faults.ts'
import type { Trouble } from '../../../server/src/mailboxes/testing/smtp.ts'

const errors = [
  { kind: 'refused', on: 'MAIL', code: 421, text: '4.3.2 Shutting down' },
  { kind: 'refused', on: 'RCPT', code: 451, text: '4.3.0 Lookup failed' },
  { kind: 'refused', on: 'DATA', code: 451, text: '4.3.0 Local error in processing' },
  { kind: 'cut', isTaken: false },
] as const satisfies readonly Trouble[]

const limits = [
  { kind: 'refused', on: 'MAIL', code: 452, text: '4.3.1 Insufficient system storage' },
  { kind: 'refused', on: 'RCPT', code: 450, text: '4.7.1 Greylisted, try again later' },
  { kind: 'refused', on: 'DATA', code: 450, text: '4.7.28 Too many messages, slow down' },
] as const satisfies readonly Trouble[]

/** Who waits for an answer that never comes does so for two minutes: of those that are lost, few. */
const silent = 0.1

/** What the faults of a provider over HTTP are between mail servers. */
export function toTrouble({ status, dropBeforeApply, dropAfterApply }: Fault, random: Random): Trouble | undefined {
  if (status !== undefined) return status === 429 ? random.pick(limits) : random.pick(errors)
  if (dropBeforeApply) return { kind: 'cut', isTaken: false }
  if (dropAfterApply) return random.isLikely(silent) ? { kind: 'silent' } : { kind: 'cut', isTaken: true }
  return undefined
}
