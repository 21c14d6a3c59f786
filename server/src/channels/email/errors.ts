import type { FailureCode } from '../channel.ts'

type Meaning = Readonly<{ code: FailureCode; detail: string }>

/** Enhanced status codes (RFC 3463): the class apart, what they are about. */
const bySubject: readonly (readonly [pattern: RegExp, code: FailureCode, detail: string])[] = [
  [/^\.1\.(1|2|3|6|10)$/, 'invalid_recipient', 'there is no such address'],
  [/^\.1\.(7|8)$/, 'permission', 'our own address is refused'],
  [/^\.2\.1$/, 'recipient_unavailable', 'the mailbox is not in use'],
  [/^\.2\.2$/, 'recipient_unavailable', 'the mailbox is full'],
  [/^\.2\.3$/, 'unsupported_content', 'the mail is too large for the mailbox'],
  [/^\.3\.4$/, 'unsupported_content', 'the mail is too large'],
  [/^\.4\.(1|2|3|4|6|7)$/, 'recipient_unavailable', 'the server of the address could not be reached'],
  [/^\.6\./, 'unsupported_content', 'what the mail carries is not taken'],
  [/^\.7\.(8|9|0)$/, 'policy', 'the mail is refused by a rule'],
  [/^\.7\./, 'policy', 'the mail is refused by a rule'],
]

/** Of an enhanced status such as `5.1.1`. */
export function meaningOfStatus(status: string): Meaning {
  const rest =
    status
      .trim()
      .replace(/^[245]/, '')
      .split(/\s/)[0] ?? ''
  const [, code, detail] = bySubject.find(([pattern]) => pattern.test(rest)) ?? []
  return code && detail ? { code, detail } : { code: 'recipient_unavailable', detail: 'it could not be delivered' }
}

/** Of a server's whole answer, such as `550 5.1.1 No such user`; null when it names no such code. */
export function meaningOfWords(words: string): Meaning | null {
  const status = /\b[45]\.\d{1,3}\.\d{1,3}\b/.exec(words)?.[0]
  const rest = status?.replace(/^[45]/, '')
  const [, code, detail] = (rest && bySubject.find(([pattern]) => pattern.test(rest))) || []
  return code && detail ? { code, detail } : null
}
