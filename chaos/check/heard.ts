import { sql } from 'kysely'
import type { Database } from '../../server/src/db/database.ts'
import type { Ledger } from '../ledger.ts'
import { say, wordsIn } from '../people/words.ts'
import type { Provider } from '../people/world.ts'

type Row = Readonly<{ conversation_id: string; text: string }>

/** What customers wrote through a stand-in and is not there once, or stands in another order than they wrote it. */
export async function findMisheard(
  { db }: Database,
  { heard }: Ledger,
  { type, channelId }: Provider,
): Promise<{ acked: number; lost: string[]; disordered: string[] }> {
  const { rows } = await sql<Row>`SELECT conversation_id, text FROM message
    WHERE channel_id = ${channelId} AND author_type = 'contact' ORDER BY id`.execute(db)
  const times = Map.groupBy(rows, ({ text }) => text)
  const own = [...heard].filter((text) => wordsIn(text).some(({ writer }) => writer.startsWith(`chaos-${type}-`)))
  return {
    acked: own.length,
    lost: [...new Set([...own, ...times.keys()])].flatMap((text) => {
      const found = times.get(text)?.length ?? 0
      return found === 1
        ? []
        : [`"${text}" was ${heard.has(text) ? '' : 'not '}answered for and is there ${found} times`]
    }),
    disordered: [...Map.groupBy(rows, ({ conversation_id }) => conversation_id)].flatMap(([id, said]) =>
      [
        ...Map.groupBy(
          said.flatMap(({ text }) => wordsIn(text)),
          ({ writer }) => writer,
        ).values(),
      ].flatMap((words) => {
        const wrong = words.findIndex(({ each }, index) => index > 0 && each < words[index - 1]!.each)
        return wrong < 1 ? [] : [`in ${id}, "${say(words[wrong]!)}" stands after "${say(words[wrong - 1]!)}"`]
      }),
    ),
  }
}
