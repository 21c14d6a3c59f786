import { setTimeout as sleep } from 'node:timers/promises'
import { postChannel } from '@fairlead/sdk'
import { Line } from '../../../chaos/stage/line.ts'
import { Random } from '../../../scripts/demo/random.ts'
import { Faults } from '../../../scripts/emulators/desk/faults.ts'
import { findDovecot, startDovecot } from '../../../server/src/mailboxes/testing/dovecot.ts'
import { startSmtp } from '../../../server/src/mailboxes/testing/smtp.ts'
import type { Crowd } from '../crowd.ts'
import { arrivalsOf } from '../email/arrivals.ts'
import { openLetterbox } from '../email/letterbox.ts'
import { toTrouble } from '../email/trouble.ts'

const user = 'support'
const address = 'support@example.com'
const betweenCutsMs = { least: 2_000, most: 10_000 } as const

/**
 * People with mail programs. Our mailbox is a Dovecot's, behind a line that breaks every few seconds; our answers go to an
 * SMTP server that takes them or does not.
 */
export async function openEmail(): Promise<Crowd> {
  const version = await findDovecot()
  if (version === null) throw new Error('Dovecot is not installed (apt-get install dovecot-imapd).')
  await using opening = new AsyncDisposableStack()
  const dovecot = opening.use(await startDovecot(version))
  const line = await Line.open(dovecot.port)
  opening.defer(() => line.close())
  const faults = new Faults('send')
  const kinds = new Random(1)
  const smtp = opening.use(await startSmtp(undefined, () => toTrouble(faults.take('send'), kinds)))
  const letterbox = openLetterbox(address, (raw) => dovecot.deliver(user, raw))
  opening.defer(() => letterbox.settled())
  let cutting = new AbortController()
  opening.defer(() => cutting.abort())
  const stack = opening.move()

  const nextDoor = { host: '127.0.0.1', security: 'none', user } as const
  return {
    type: 'email',
    environment: {},
    async connect(client) {
      const settings = {
        ...{ address, senderName: 'Harbour Outfitters' },
        imap: { ...nextDoor, port: line.port },
        smtp: { ...nextDoor, port: smtp.port },
      }
      const { id } = await client.call(postChannel, {
        body: { type: 'email', name: 'Support', settings, secrets: { password: 'secret' } },
      })
      return id
    },
    write: (customer, text) => letterbox.put(customer, text),
    received: () => arrivalsOf(smtp.sent).mails.map(({ text }) => text),
    arrivedAgain: () => arrivalsOf(smtp.sent).again,
    chats() {
      const sent = Map.groupBy(arrivalsOf(smtp.sent).mails, ({ to }) => to)
      return letterbox.written().map(({ from, texts }) => ({
        messages: [
          ...texts.map((text) => ({ direction: 'in' as const, text })),
          ...(sent.get(from) ?? []).map(({ text }) => ({ direction: 'out' as const, text })),
        ],
      }))
    },
    faults,
    mixWebhooks(shares) {
      letterbox.mix(shares)
      cutting.abort()
      cutting = new AbortController()
      if (shares !== null) void cut(line, new Random(shares.seed), cutting.signal)
    },
    settled: () => letterbox.settled(),
    stop: () => stack.disposeAsync(),
  }
}

async function cut(line: Line, random: Random, signal: AbortSignal): Promise<void> {
  while (await passes(random.between(betweenCutsMs.least, betweenCutsMs.most), signal)) line.cut()
}

function passes(ms: number, signal: AbortSignal): Promise<boolean> {
  return sleep(ms, undefined, { signal }).then(
    () => true,
    () => false,
  )
}
