import type { Sent } from '../../../server/src/mailboxes/testing/smtp.ts'

type Mail = Readonly<{ to: string; text: string }>

/**
 * What people see of what their server was given: one mail for each Message-ID, as mail programs do. `again`: how many
 * came once more under an id that was there.
 */
export function arrivalsOf(sent: readonly Sent[]): Readonly<{ mails: readonly Mail[]; again: number }> {
  const mails = new Map<string, Mail>()
  for (const { raw, to } of sent) {
    const id = /^Message-ID:\s*(<[^>]*>)/im.exec(raw)?.[1]
    if (id === undefined) throw new Error(`a mail without a Message-ID: ${raw.slice(0, 500)}`)
    if (!mails.has(id)) mails.set(id, { to: to[0] ?? '', text: textOf(raw) })
  }
  return { mails: [...mails.values()], again: sent.length - mails.size }
}

// Of the plain text, the first paragraph; what is written here needs no encoding.
function textOf(raw: string): string {
  return /^Content-Type: text\/plain.*?\r\n\r\n(.*?)\r\n/ims.exec(raw)?.[1] ?? ''
}
