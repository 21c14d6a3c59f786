import assert from 'node:assert/strict'
import { postChannel } from '@fairlead/sdk'
import { findDovecot, startDovecot } from '../../../server/src/mailboxes/testing/dovecot.ts'
import { startSmtp } from '../../../server/src/mailboxes/testing/smtp.ts'
import type { Counterpart, Receipt } from './counterpart.ts'

const own = 'support@example.com'
const customer = 'emil@example.net'

/** Real servers: mail that comes in lies in the one, and the other takes what goes out. */
export async function openEmail(): Promise<Counterpart> {
  const version = await findDovecot()
  assert.ok(version, 'Dovecot is not installed')
  await using opening = new AsyncDisposableStack()
  const dovecot = opening.use(await startDovecot(version))
  let isFull = false
  const smtp = opening.use(
    await startSmtp(() => (isFull ? { code: 552, text: '5.2.2 The mailbox is full of herrings' } : undefined)),
  )
  const running = opening.move()
  let count = 0
  const deliver = (lines: readonly string[]) => {
    count += 1
    const head = [`From: Emil Eilig <${customer}>`, `To: ${own}`, `Message-ID: <${count}@example.net>`]
    return dovecot.deliver('support', [...head, ...lines, ''].join('\r\n'))
  }
  const headerOfLast = (name: string) => new RegExp(`^${name}:\\s+(.+)$`, 'm').exec(smtp.sent.at(-1)?.raw ?? '')?.[1]

  return {
    type: 'email',
    environment: {},
    async connect({ owner, team }) {
      const nextDoor = { host: '127.0.0.1', security: 'none' as const, user: 'support' }
      await owner.client.call(postChannel, {
        body: {
          type: 'email',
          name: 'Mailbox',
          teamId: team.id,
          settings: {
            ...{ address: own, senderName: 'Harbour Outfitters' },
            imap: { ...nextDoor, port: dovecot.port, folders: ['INBOX'] },
            smtp: { ...nextDoor, port: smtp.port },
          },
          secrets: { password: 'secret' },
        },
      })
    },
    ask(text) {
      const answered = headerOfLast('Message-ID')
      const thread = answered === undefined ? [] : [`In-Reply-To: ${answered}`]
      const subject = answered === undefined ? 'Shipping' : 'Re: Shipping'
      return deliver([`Subject: ${subject}`, ...thread, 'Content-Type: text/plain; charset=utf-8', '', text])
    },
    heard: (text) => smtp.sent.filter(({ raw }) => raw.includes(text)).length,
    tell: { delivered: () => report('delivered'), read: () => report('read') },
    trouble: {
      begin: () => {
        isFull = true
      },
      end: () => {
        isFull = false
      },
      reason: 'The customer cannot be reached at this address.',
      detail: /The mailbox is full of herrings/,
    },
    stop: () => running.disposeAsync(),
  }

  /** What the customer's server says, and what their program does when they agree. */
  function report(receipt: Receipt): Promise<void> {
    const id = headerOfLast('Message-ID') ?? ''
    const kind = receipt === 'delivered' ? 'delivery-status' : 'disposition-notification'
    const words =
      receipt === 'delivered'
        ? ['Reporting-MTA: dns; mx.example.net', '', `Final-Recipient: rfc822; ${customer}`, 'Action: delivered']
        : [`Original-Message-ID: ${id}`, 'Disposition: manual-action/MDN-sent-manually; displayed']
    return deliver([
      ...['Subject: Report', `Content-Type: multipart/report; report-type=${kind}; boundary=r`, ''],
      ...['--r', `Content-Type: message/${kind}`, '', ...words, ''],
      ...['--r', 'Content-Type: text/rfc822-headers', '', `Message-ID: ${id}`, '', '--r--'],
    ])
  }
}
