/** One of the processes: takes in its share of the messages, closes some conversations, and looks at the queues. */
import { Queues } from '../../server/src/assignment/queues.ts'
import { closeConversation } from '../../server/src/conversations/close.ts'
import { receive } from '../../server/src/conversations/receive.ts'
import { Database } from '../../server/src/db/database.ts'
import { quiet } from '../../server/src/testing/app.ts'
import { inboundMessage } from '../../server/src/testing/inbound.ts'

export type Share = Readonly<{
  url: string
  workspaceId: string
  channelId: string
  memberId: string
  first: number
  end: number
}>

const atOnce = 4
const inOneWebhook = 8
const closedMeanwhile = 3

if (process.argv[2] !== undefined) await serve(JSON.parse(process.argv[2]))

async function serve(share: Share): Promise<void> {
  const database = new Database(share.url, { maxConnections: 8 })
  const queues = new Queues(database, quiet)
  queues.start()
  process.once('message', async () => {
    await queues.stop()
    await database[Symbol.asyncDispose]()
    process.exit(0)
  })

  let next = share.first
  const work = async () => {
    while (next < share.end) {
      const [from, end] = [next, Math.min(next + inOneWebhook, share.end)]
      next = end
      await bring(database, share, from, end)
      for (let times = 0; times < closedMeanwhile; times += 1) await closeOne(database, share)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
}

async function bring(database: Database, { workspaceId, channelId }: Share, from: number, end: number): Promise<void> {
  const messages = Array.from({ length: end - from }, (_, index) => {
    const number = from + index
    const address = `49170${1_000_000 + number}`
    const contact = { addresses: [address], matchKeys: [], name: `Customer ${number}`, phone: `+${address}` }
    return inboundMessage({ contact })
  })
  await database.transact((tx) => receive(tx, [{ workspaceId, channelId, events: messages }]))
}

async function closeOne(database: Database, { workspaceId, memberId }: Share): Promise<void> {
  const held = await database.db
    .selectFrom('conversation')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('status', '=', 'open')
    .where('assignee_id', 'is not', null)
    .orderBy('assigned_at')
    .limit(1)
    .executeTakeFirst()
  if (!held) return
  const actor = { type: 'member', id: memberId } as const
  // Another process may have closed it meanwhile.
  await database.transact((tx) => closeConversation(tx, { workspaceId, id: held.id, actor })).catch(() => undefined)
}
