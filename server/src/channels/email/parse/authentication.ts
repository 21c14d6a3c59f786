/**
 * What the server that took a mail in found out about its sender (RFC 8601). Anybody may write such a header into a mail:
 * only the first one counts, and only when it bears the name of a server of ours. Those are known by the lines that they
 * put on top of every mail, by our own domain and by where the mailbox lies.
 */
import type { MailJudgement, MessageContent } from '@fairlead/sdk'
import type { EmailSettings } from '../account.ts'
import { domainOf } from '../address.ts'
import type { Mail } from './mail.ts'

type Authentication = NonNullable<NonNullable<MessageContent['mail']>['authentication']>
type Results = Readonly<{ server: string; results: readonly Result[] }>
type Result = Readonly<{ method: string; judgement: MailJudgement; from: string }>

const longest = 4000

/** Null when no server of ours says anything. `from`: who is taken for its author. */
export function authenticationOf(mail: Mail, from: string, settings: EmailSettings): Authentication | null {
  const trace = mail.email.headers.filter(({ key }) => key === 'received' || key === 'authentication-results')
  const first = trace.findIndex(({ key }) => key === 'authentication-results')
  if (first < 0) return null
  const { server } = readResults(trace[first]!.value)
  const above = trace.slice(0, first).flatMap(({ value }) => receiverIn(value))
  const below = trace.slice(first).find(({ key }) => key === 'received')
  // Some servers put theirs above the line that says how the mail came to them, others below it.
  const receivers = above.length > 0 ? above : receiverIn(below?.value ?? '')
  if (!isOurs(server, receivers, settings)) return null

  const results: Result[] = []
  for (const { key, value } of trace.slice(first)) {
    const more = readResults(value)
    if (key === 'received' || more.server !== server) break
    results.push(...more.results)
  }
  const of = (method: string) => results.filter((each) => each.method === method)
  // It judges the domain in the From header, who need not be the one that wrote.
  const dmarc = of('dmarc').filter((each) => each.from === '' || each.from === domainOf(from))
  return {
    spf: of('spf')[0]?.judgement ?? 'none',
    // One signature that holds is enough.
    dkim: of('dkim').find(({ judgement }) => judgement === 'pass')?.judgement ?? of('dkim')[0]?.judgement ?? 'none',
    dmarc: dmarc[0]?.judgement ?? 'none',
  }
}

/** Microsoft's servers do not say who they are; they take such headers out of what comes in. */
const nameless = 'outlook.com'

function isOurs(server: string, receivers: readonly string[], { address, imap }: EmailSettings): boolean {
  if (server === '') return receivers.some((each) => each.endsWith(`.${nameless}`))
  return [...receivers, domainOf(address).toLowerCase(), imap.host.toLowerCase()].some((each) => isNear(each, server))
}

/** One host, one within the other's domain, or two beside each other in one. */
function isNear(a: string, b: string): boolean {
  return isWithin(a, b) || isWithin(b, a) || isWithin(a, parentOf(b))
}

function isWithin(inner: string, outer: string): boolean {
  return isSomebodys(outer) && (inner === outer || inner.endsWith(`.${outer}`))
}

// Neither `com` nor `co.uk` belongs to anybody.
function isSomebodys(domain: string): boolean {
  return domain.includes('.') && !/^[a-z]{2,3}\.[a-z]{2}$/.test(domain)
}

function parentOf(host: string): string {
  return host.slice(host.indexOf('.') + 1)
}

/** Who received it, as far as it is said by a name that others may know. */
function receiverIn(received: string): string[] {
  const host = /\bby\s+((?:[a-z0-9_-]+\.)+[a-z][a-z0-9-]+)\b/i.exec(withoutComments(received))?.[1]
  return host === undefined ? [] : [host.toLowerCase()]
}

function readResults(value: string): Results {
  const [first = '', ...rest] = withoutComments(value).split(';')
  const isNameless = first.includes('=')
  return {
    server: isNameless ? '' : (first.trim().toLowerCase().split(/\s+/)[0] ?? ''),
    results: (isNameless ? [first, ...rest] : rest).flatMap(readResult),
  }
}

function readResult(text: string): Result[] {
  const [, method, word] = /^\s*([a-z][a-z0-9-]*)(?:\/\d+)?\s*=\s*([a-z]+)/i.exec(text) ?? []
  if (method === undefined || word === undefined) return []
  const from = /\bheader\.from\s*=\s*([^\s;]+)/i.exec(text)?.[1] ?? ''
  return [{ method: method.toLowerCase(), judgement: judgementOf(word.toLowerCase()), from: bareDomain(from) }]
}

function judgementOf(word: string): MailJudgement {
  if (word === 'pass') return 'pass'
  return ['fail', 'softfail', 'hardfail'].includes(word) ? 'fail' : 'none'
}

function bareDomain(from: string): string {
  return domainOf(`@${from.replace(/[<>]/g, '').toLowerCase()}`)
}

// What stands in brackets or quotation marks is for people, and may be anything that the sender likes.
function withoutComments(value: string): string {
  let text = value.slice(0, longest).replace(/"(?:[^"\\]|\\.)*"/g, ' ')
  for (let before = ''; before !== text; ) {
    before = text
    text = text.replace(/\([^()]*\)/g, ' ')
  }
  return text
}
