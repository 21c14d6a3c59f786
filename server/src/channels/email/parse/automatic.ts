import { localPartOf } from '../address.ts'
import type { Mail } from './mail.ts'

/**
 * `machine`: nobody waits for an answer to it. `list`: it came to many or through a list, and may well be from somebody
 * who waits; only a machine must not answer it.
 */
export type Automatic = 'machine' | 'list' | null

const machineHeaders = ['x-autoreply', 'x-autorespond', 'x-autoresponder', 'x-autoreply-from', 'x-auto-reply-from']
const machineSenders =
  /^(mailer-daemon|postmaster|no[-_.]?reply|do[-_.]?not[-_.]?reply|bounces?|.*-bounces?)([-_+.=].*)?$/

/** RFC 3834, and what programs do that have not read it. */
export function automaticOf({ header }: Pick<Mail, 'header'>, from: string | null): Automatic {
  const word = (name: string) => (header(name) ?? '').toLowerCase().split(/[\s;]/)[0] ?? ''
  const submitted = word('auto-submitted')
  const precedence = word('precedence')
  const isFromNobody = /^<\s*>$/.test(header('return-path') ?? '')

  if (submitted !== '' && submitted !== 'no') return 'machine'
  if (machineHeaders.some((name) => header(name) !== null) || precedence === 'auto_reply') return 'machine'
  if (isFromNobody || (from !== null && machineSenders.test(localPartOf(from)))) return 'machine'
  // One click takes people off it: only those who send the same to many offer that.
  if (header('list-unsubscribe-post') !== null) return 'machine'
  if (header('list-id') !== null || header('list-unsubscribe') !== null) return 'list'
  if (['bulk', 'list', 'junk'].includes(precedence)) return 'list'
  return /\b(all|autoreply|oof)\b/i.test(header('x-auto-response-suppress') ?? '') ? 'list' : null
}

export function isMachineSender(address: string): boolean {
  return machineSenders.test(localPartOf(address))
}
