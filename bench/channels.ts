/**
 * Whether anything is lost or said twice when providers misbehave: a server process, and for each channel type the
 * stand-in of its provider, of whose answers 10 % are 500, 10 % are 429 and 5 % never come though the message was taken;
 * of the webhooks 10 % come twice and 10 % late. 1,000 messages come in and 1,000 answers go out. None may be lost, none may be there
 * twice; `unknown` counts those of which the provider gives no means to know.
 *
 * E-mail goes by a real SMTP server, which answers 10 % with 421 or 451 or hangs up before it has the mail, 10 % with 450 or
 * 452, and 5 % not at all though it has the mail; and by a real IMAP server (Dovecot, without which e-mail is left out), into
 * which 10 % are put twice and 10 % after the answer to them, over a connection that is cut every few seconds. A mail that has
 * to be sent again bears the same Message-ID, and is one to whoever reads it: `arrived_again` counts them. `split` counts the
 * conversations that should have been one with another.
 *
 * On web chat nobody is between but the network: a gateway before the server, which refuses as many requests of the visitors'
 * widgets with 500 and 429, cuts 5 % off after they were passed on, brings 10 % of what they post twice and 10 % late, half
 * of it when the widget has already given up on it, and breaks streams off in the middle of an event. The visitors are the
 * widget's own code, all but what it draws; what counts as received is what they show.
 *
 * `--messages 50 --types tiktok,api` is a quick one; `--seed 2` makes other things go wrong.
 */
import { parseArgs } from 'node:util'
import { setUp } from '../e2e/stage/workspace.ts'
import { startGraphFront } from '../scripts/emulators/graph-front.ts'
import { Database } from '../server/src/db/database.ts'
import { findDovecot } from '../server/src/mailboxes/testing/dovecot.ts'
import type { Outcome } from './bench.ts'
import type { Crowd } from './channels/crowd.ts'
import { openEmail } from './channels/crowds/email.ts'
import { openWebchat } from './channels/crowds/webchat.ts'
import { crowds } from './channels/crowds.ts'
import { type Exchanged, exchange } from './channels/exchange.ts'
import { explaining, startFairlead, startPostgres } from './load/installation.ts'
import { secret } from './load/workspace.ts'

const everybody: Readonly<Record<string, () => Promise<Crowd>>> = { ...crowds, email: openEmail, webchat: openWebchat }

export async function run(args: readonly string[] = []): Promise<Outcome> {
  const { types, leftOut, ...wishes } = await wishesOf(args)
  await using stack = new AsyncDisposableStack()
  const postgres = stack.use(await startPostgres())
  const opened = await Promise.all(types.map((type) => open(type, stack)))
  const environment = Object.assign({}, ...opened.map((crowd) => crowd.environment), await openGraph(opened, stack))
  const fairlead = stack.use(await startFairlead(postgres.url, { secret, environment }))
  const database = stack.use(new Database(postgres.url))
  const { client } = await setUp(fairlead.url)

  const exchanged = await explaining(fairlead, () =>
    Promise.all(opened.map((crowd) => exchange(crowd, { client, database, url: fairlead.url }, wishes))),
  )
  return {
    result: { messages: wishes.messages, types: exchanged, left_out: leftOut },
    lines: [
      ...exchanged.map(toLine),
      ...leftOut.map((type) => `${type.padEnd(10)} left out: Dovecot is not installed`),
    ],
  }
}

async function open(type: string, stack: AsyncDisposableStack) {
  const start = everybody[type]
  if (start === undefined)
    throw new Error(`There is no crowd "${type}". There are: ${Object.keys(everybody).join(', ')}.`)
  const crowd = await start()
  stack.defer(() => crowd.stop())
  return crowd
}

/** The one address of Graph, for all of Meta's products. */
async function openGraph(opened: readonly Crowd[], stack: AsyncDisposableStack): Promise<Record<string, string>> {
  const products = opened.flatMap(({ graph }) => (graph === undefined ? [] : [graph]))
  if (products.length === 0) return {}
  const front = await startGraphFront(products)
  stack.defer(() => front.stop())
  return { FAIRLEAD_META_URL: front.url }
}

function toLine(exchanged: Exchanged): string {
  const { type, in: came, out, lost_in, twice_in, split, lost_out, twice_out, unknown, failed, can_know } = exchanged
  const means = can_know ? '' : ', and no means to know'
  const again = exchanged.arrived_again === undefined ? '' : `, ${exchanged.arrived_again} again under the same id`
  return `${type.padEnd(10)} in ${came}: ${lost_in} lost, ${twice_in} twice, ${split} conversations split; out ${out}: ${lost_out} lost, ${twice_out} twice${again}, ${unknown} unknown${means}, ${failed} given up`
}

async function wishesOf(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      messages: { type: 'string', default: '1000' },
      types: { type: 'string' },
      seed: { type: 'string', default: '1' },
    },
  })
  const leftOut = values.types === undefined && (await findDovecot()) === null ? ['email'] : []
  const types = values.types?.split(',') ?? Object.keys(everybody).filter((type) => !leftOut.includes(type))
  return { messages: Number(values.messages), seed: Number(values.seed), types, leftOut }
}
