import { setTimeout as sleep } from 'node:timers/promises'
import { Random } from '../../../scripts/demo/random.ts'
import type { WebhookMix } from '../../../scripts/emulators/desk/webhooks.ts'

const LATEST_MS = 1_000

type Writer = { from: string; texts: string[]; ids: string[] }

/**
 * What customers write to an address, each all the time in one thread. Of the mails some come twice, under the same
 * Message-ID, and some after what was written later, such as an answer to them.
 */
export function openLetterbox(address: string, deliver: (raw: string) => Promise<void>) {
  const writers = new Map<number, Writer>()
  const underWay = new Set<Promise<void>>()
  let chance: Readonly<{ shares: WebhookMix; random: Random }> | null = null

  const later = (raw: string, ms: number) => {
    const delivery = sleep(ms)
      .then(() => deliver(raw))
      .finally(() => underWay.delete(delivery))
    underWay.add(delivery)
  }

  return {
    /** From now on; null: no longer. */
    mix(shares: WebhookMix | null): void {
      chance = shares && { shares, random: new Random(shares.seed) }
    },

    async put(customer: number, text: string): Promise<{ status: null }> {
      const writer = writers.get(customer) ?? { from: `customer-${customer}@example.net`, texts: [], ids: [] }
      writers.set(customer, writer)
      const id = `${writer.ids.length + 1}.${writer.from}`
      const raw = write({ id, text, customer }, writer, address)
      writer.texts.push(text)
      writer.ids.push(id)

      const { duplicates = 0, reordered = 0 } = chance?.shares ?? {}
      if (chance?.random.isLikely(duplicates)) later(raw, chance.random.between(0, LATEST_MS))
      if (chance?.random.isLikely(reordered)) later(raw, chance.random.between(0, LATEST_MS))
      else await deliver(raw)
      return { status: null }
    },

    written: (): readonly Readonly<{ from: string; texts: readonly string[] }>[] => [...writers.values()],

    /** Resolves when all that was written lies in the mailbox. */
    async settled(): Promise<void> {
      while (underWay.size > 0) await Promise.all(underWay)
    },
  }
}

function write(
  { id, text, customer }: Readonly<{ id: string; text: string; customer: number }>,
  { from, texts, ids }: Readonly<Writer>,
  to: string,
): string {
  const answered = ids.at(-1)
  const quoted = `\r\n\r\nOn Mon, 16 Nov 2026 at 10:00, Customer ${customer} <${from}> wrote:\r\n> ${texts.at(-1)}`
  return [
    ...[`From: Customer ${customer} <${from}>`, `To: ${to}`, `Message-ID: <${id}>`],
    ...(answered === undefined
      ? [`Subject: Question of ${customer}`]
      : [
          ...[`Subject: Re: Question of ${customer}`, `In-Reply-To: <${answered}>`],
          `References: ${ids.map((each) => `<${each}>`).join(' ')}`,
        ]),
    ...['Content-Type: text/plain; charset=utf-8', '', answered === undefined ? text : `${text}${quoted}`, ''],
  ].join('\r\n')
}
