/**
 * Whether anything is lost or said twice when providers misbehave: a server process, and for each channel type the
 * stand-in of its provider, of whose answers 10 % are 500, 10 % are 429 and 5 % never come though the message was taken;
 * of the webhooks 10 % come twice and 10 % late. 1,000 messages come in and 1,000 answers go out. None may be lost, none may be there
 * twice; `unknown` counts those of which the provider gives no means to know.
 *
 * `--messages 50 --types tiktok,api` is a quick one; `--seed 2` makes other things go wrong.
 */
import { parseArgs } from 'node:util'
import { setUp } from '../e2e/stage/workspace.ts'
import { startGraphFront } from '../scripts/emulators/graph-front.ts'
import { Database } from '../server/src/db/database.ts'
import type { Outcome } from './bench.ts'
import type { Crowd } from './channels/crowd.ts'
import { crowds } from './channels/crowds.ts'
import { type Exchanged, exchange } from './channels/exchange.ts'
import { explaining, startFairlead, startPostgres } from './load/installation.ts'
import { secret } from './load/workspace.ts'

export async function run(args: readonly string[] = []): Promise<Outcome> {
  const { types, ...wishes } = wishesOf(args)
  await using stack = new AsyncDisposableStack()
  const postgres = stack.use(await startPostgres())
  const opened = await Promise.all(types.map((type) => open(type, stack)))
  const environment = Object.assign({}, ...opened.map((crowd) => crowd.environment), await openGraph(opened, stack))
  const fairlead = stack.use(await startFairlead(postgres.url, { secret, environment }))
  const database = stack.use(new Database(postgres.url))
  const { client } = await setUp(fairlead.url)

  const exchanged = await explaining(fairlead, () =>
    Promise.all(opened.map((crowd) => exchange(crowd, { client, database }, wishes))),
  )
  return { result: { messages: wishes.messages, types: exchanged }, lines: exchanged.map(toLine) }
}

async function open(type: string, stack: AsyncDisposableStack) {
  const start = crowds[type]
  if (start === undefined) throw new Error(`There is no crowd "${type}". There are: ${Object.keys(crowds).join(', ')}.`)
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
  const { type, in: came, out, lost_in, twice_in, lost_out, twice_out, unknown, failed, can_know } = exchanged
  const means = can_know ? '' : ', and no means to know'
  return `${type.padEnd(10)} in ${came}: ${lost_in} lost, ${twice_in} twice; out ${out}: ${lost_out} lost, ${twice_out} twice, ${unknown} unknown${means}, ${failed} given up`
}

function wishesOf(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      messages: { type: 'string', default: '1000' },
      types: { type: 'string', default: Object.keys(crowds).join(',') },
      seed: { type: 'string', default: '1' },
    },
  })
  return { messages: Number(values.messages), seed: Number(values.seed), types: values.types.split(',') }
}
