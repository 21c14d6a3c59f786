/**
 * What search costs: the index, in bytes a message; filling it; finding words that are everywhere, here and there, and
 * nowhere, in six scripts; and how far the reader of the log is behind while messages come.
 *
 * `--messages 1000000` makes a larger one than 100,000.
 */
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import { Database } from '../server/src/db/database.ts'
import { migrate } from '../server/src/db/migrate.ts'
import { LogReaders } from '../server/src/events/log-readers.ts'
import { fillWorkspace } from '../server/src/search/fill.ts'
import { searchReader } from '../server/src/search/reader.ts'
import { searchMessages } from '../server/src/search/search-messages.ts'
import { quiet } from '../server/src/testing/app.ts'
import { inboundMessage } from '../server/src/testing/inbound.ts'
import { bring, type Scene, setScene } from '../server/src/testing/scene.ts'
import type { Outcome } from './bench.ts'
import { startPostgres } from './load/installation.ts'
import { addMessages } from './search/messages.ts'
import { type Language, languages, orderOf, Speaker, seeded } from './search/speech.ts'

const rounds = 12
const limit = 30
const perSecond = 50
const seconds = 10

const kinds: Readonly<Record<string, (speaker: Speaker, language: Language, count: number) => string>> = {
  everywhere: (speaker, language) => speaker.word(language, 1, 20),
  here_and_there: (speaker, language) => speaker.word(language, 300, 3_000),
  two_words: (speaker, language) => `${speaker.word(language, 20, 500)} ${speaker.word(language, 300, 3_000)}`,
  beginning: (speaker, language) =>
    Array.from(speaker.word(language, 20, 3_000))
      .slice(0, 2)
      .join(''),
  part: (speaker, language) =>
    Array.from(speaker.word(language, 20, 3_000))
      .slice(-4)
      .join(''),
  number: (speaker, _, count) => orderOf(20 * Math.floor((speaker.chance() * count) / 20)),
  nowhere: (speaker, language) => `${speaker.word(language, 20, 500)} qqxyzzy`,
}

export async function run(args: readonly string[]): Promise<Outcome> {
  const { values } = parseArgs({ args: [...args], options: { messages: { type: 'string', default: '100000' } } })
  const count = Number(values.messages)
  await using postgres = await startPostgres()
  await migrate(postgres.url)
  await using database = new Database(postgres.url)
  const scene = await setScene(database)
  const speaker = new Speaker(seeded(6))
  await addMessages(database, scene, speaker, count)
  await sql`ANALYZE`.execute(database.db)

  const from = performance.now()
  await fillWorkspace(database, scene.workspaceId)
  const fillSeconds = (performance.now() - from) / 1000
  const size = await measureSize(database, count)
  await sql`VACUUM ANALYZE message_search`.execute(database.db)
  const queries = await ask(database, scene, speaker, count)
  const lag = await measureLag(database, scene, speaker)

  const result = { messages: count, filled_per_second: Math.round(count / fillSeconds), ...size, queries, ...lag }
  return {
    result,
    lines: [
      `${count.toLocaleString('en')} messages of ${size.letters_per_message} letters, ${result.filled_per_second} a second written down.`,
      `Index: ${size.index_bytes_per_message} bytes a message (${size.grams_bytes} of rows, ${size.gin_bytes} of GIN), ` +
        `messages themselves ${size.message_bytes}.`,
      `${''.padEnd(18)}${['p50 ms', 'p95 ms', 'found'].map((cell) => cell.padStart(10)).join('')}`,
      ...Object.entries(queries).map(
        ([kind, { p50_ms, p95_ms, found }]) =>
          kind.padEnd(18) + [p50_ms, p95_ms, found].map((cell) => String(cell).padStart(10)).join(''),
      ),
      `Behind the log at ${lag.messages_per_second} messages a second: p50 ${lag.lag_p50_ms} ms, p95 ${lag.lag_p95_ms} ms.`,
    ],
  }
}

async function measureSize({ db }: Database, count: number) {
  const { rows } = await sql<{ grams: string; gin: string; key: string; message: string; letters: string }>`SELECT
    pg_table_size('message_search') AS grams, pg_relation_size('message_search_grams') AS gin,
    pg_relation_size('message_search_pkey') AS key, pg_table_size('message') AS message,
    (SELECT avg(length(text)) FROM message) AS letters`.execute(db)
  const each = (bytes: string) => Math.round(Number(bytes) / count)
  const { grams, gin, key, message, letters } = rows[0]!
  return {
    letters_per_message: Math.round(Number(letters)),
    index_bytes_per_message: each(grams) + each(gin) + each(key),
    grams_bytes: each(grams),
    gin_bytes: each(gin),
    message_bytes: each(message),
  }
}

async function ask(database: Database, { workspaceId }: Scene, speaker: Speaker, count: number) {
  const figures: Record<string, { p50_ms: number; p95_ms: number; max_ms: number; found: number }> = {}
  for (const [kind, make] of Object.entries(kinds)) {
    const times: number[] = []
    let found = 0
    for (let round = 0; round < rounds; round += 1) {
      for (const language of languages) {
        const q = make(speaker, language, count)
        const from = performance.now()
        const { data } = await searchMessages(database, workspaceId, { q, limit })
        times.push(performance.now() - from)
        found += data.length
      }
    }
    const at = quantiles(times)
    figures[kind] = { p50_ms: at(0.5), p95_ms: at(0.95), max_ms: at(1), found: Math.round(found / times.length) }
  }
  return figures
}

// Each message is asked for as soon as it is committed, until it is there.
async function measureLag(database: Database, scene: Scene, speaker: Speaker) {
  const readers = new LogReaders(database, [searchReader], quiet)
  await readers.settled()
  readers.start()
  const lags: Promise<number>[] = []
  const began = performance.now()
  for (let index = 0; index < perSecond * seconds; index += 1) {
    const wait = began + (index / perSecond) * 1000 - performance.now()
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
    const mark = `zz${index}qx`
    const text = `${speaker.message(languages[index % languages.length]!, 1)} ${mark}`
    await bring(scene, inboundMessage({ text }))
    if (index % 5 === 0) lags.push(untilFound(database, mark))
  }
  const lasted = (performance.now() - began) / 1000
  const at = quantiles(await Promise.all(lags))
  await readers.stop()
  return {
    messages_per_second: Math.round((perSecond * seconds) / lasted),
    lag_p50_ms: at(0.5),
    lag_p95_ms: at(0.95),
    lag_max_ms: at(1),
  }
}

async function untilFound({ db }: Database, mark: string): Promise<number> {
  const from = performance.now()
  for (;;) {
    const { rows } = await sql`SELECT FROM message_search WHERE grams @@ ${`'${mark}'`}::tsquery`.execute(db)
    if (rows.length > 0) return performance.now() - from
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

function quantiles(times: readonly number[]): (part: number) => number {
  const sorted = times.toSorted((a, b) => a - b)
  return (part) => Number(sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))]!.toFixed(1))
}
