import type { ChannelType } from '@fairlead/sdk'
import { sql } from 'kysely'
import { channels } from '../../server/src/channels/list.ts'
import type { Database } from '../../server/src/db/database.ts'
import type { Provider } from '../people/world.ts'
import { type Answer, type Asked, compare, countIn, type Differences } from './compare.ts'

/** How many messages of members and of the platform there are, and how many of them ended how. */
export type Counts = Readonly<{
  answers: number
  /** By the reason; `superseded`: it had become untrue before it went out. */
  failed: Readonly<Record<string, number>>
  /** Nobody can say whether the customer has it. */
  unknown: number
  /** Whether the provider gives any means to know: a key, an echo, a receipt. */
  can_know: boolean
}>

/** What was sent to customers through a stand-in, held against what we say of it. */
export async function findMisanswered({ db }: Database, { type, channelId, crowd }: Provider): Promise<Differences> {
  const { rows: asked } = await sql<Asked>`SELECT conversation_id, text FROM message
    WHERE channel_id = ${channelId} AND author_type = 'contact'`.execute(db)
  const differences = compare(await readAnswers(db, channelId), asked, crowd.chats())
  const onType = (what: string) => `on ${type}, ${what}`
  return {
    sentTwice: differences.sentTwice.map(onType),
    toldTwice: differences.toldTwice.map(onType),
    untrue: differences.untrue.map(onType),
    disordered: differences.disordered.map(onType),
    unknownThere: differences.unknownThere,
  }
}

export async function countAnswers({ db }: Database, type: ChannelType, channelId: string): Promise<Counts> {
  const answers = await readAnswers(db, channelId)
  const failures = Map.groupBy(
    answers.filter(({ state }) => state === 'failed'),
    ({ error }) => error ?? 'for no reason',
  )
  const { isRepeatable, receiptWaitMs } = channels[type].capabilities
  return {
    answers: answers.length,
    failed: Object.fromEntries([...failures].map(([code, all]) => [code, all.length])),
    unknown: countIn(answers, 'unknown'),
    can_know: isRepeatable || receiptWaitMs > 0,
  }
}

async function readAnswers(db: Database['db'], channelId: string): Promise<readonly Answer[]> {
  const { rows } = await sql<Answer>`
    SELECT id, conversation_id, text, state, content ->> 'expectation' IS NOT NULL AS is_told, error ->> 'code' AS error
    FROM message WHERE channel_id = ${channelId} AND author_type <> 'contact' AND NOT is_note ORDER BY id`.execute(db)
  return rows
}
