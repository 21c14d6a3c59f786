import { createHash } from 'node:crypto'
import PostalMime, { type Address, type Email } from 'postal-mime'
import { normalAddress } from '../address.ts'

/** A mail taken apart. `header` answers with the first of that name, in one line. */
export type Mail = Readonly<{
  raw: Uint8Array
  email: Email
  /** Without brackets; made of the bytes when the mail has none. */
  messageId: string
  header: (name: string) => string | null
  headers: (name: string) => readonly string[]
}>

export type Person = Readonly<{ name: string | null; address: string }>

const longestId = 900

/** @throws when the bytes are no mail at all, or one made to exhaust whoever reads it. */
export async function openMail(raw: Uint8Array): Promise<Mail> {
  const email = await PostalMime.parse(raw, { forceRfc822Attachments: true, maxNestingDepth: 50 })
  const headers = (name: string) =>
    email.headers.flatMap(({ key, value }) => (key === name ? [value.replace(/\s+/g, ' ').trim()] : []))
  return {
    raw,
    email,
    messageId: idsIn(email.messageId ?? '')[0] ?? syntheticId(raw),
    headers,
    header: (name) => headers(name)[0] ?? null,
  }
}

const mostLines = 20_000

/**
 * The bytes, or as much of them as can be read in a moment: each line takes its time, however short. Files fill their
 * lines; only what was made to keep us busy has very many that are nearly empty.
 */
export function bounded(raw: Uint8Array): Uint8Array {
  let lines = 0
  for (let at = raw.indexOf(10); at >= 0; at = raw.indexOf(10, at + 1)) {
    lines += 1
    if (lines >= mostLines && at / lines < 24) return raw.subarray(0, at)
  }
  return raw
}

export function syntheticId(raw: Uint8Array): string {
  return `${createHash('sha256').update(raw).digest('hex')}@synth.local`
}

/** Message-IDs in a header, without brackets; ids without any are taken as they are. */
export function idsIn(header: string): string[] {
  const bracketed = [...header.matchAll(/<([^<>]+)>/g)].map(([, id = '']) => id.replace(/\s+/g, ''))
  const ids = bracketed.length > 0 ? bracketed : header.split(/[\s,]+/)
  return ids.filter((id) => id !== '' && id.length <= longestId)
}

/** Everybody a header names, groups taken apart; what is no address is passed over. */
export function peopleOf(addresses: Address | readonly Address[] | undefined): Person[] {
  return [addresses ?? []].flat().flatMap((each) =>
    (each.group ?? [each]).flatMap((mailbox) => {
      const address = normalAddress(mailbox.address)
      return address === null ? [] : [{ name: nameOf(mailbox.name, address), address }]
    }),
  )
}

// Many programs put the address where the name should be.
function nameOf(name: string | undefined, address: string): string | null {
  const clean = (name ?? '')
    .replace(/\s+/g, ' ')
    .replace(/^["']+|["']+$/g, '')
    .trim()
  return clean === '' || clean.toLowerCase() === address ? null : clean.slice(0, 200)
}
