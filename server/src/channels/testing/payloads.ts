import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import type { WebhookRequest } from '../channel.ts'
import type { InboundEvent } from '../inbound.ts'
import type { Fixture } from './captured.ts'
import { exampleWebhook } from './example.ts'
import { featuresOf } from './features.ts'
import { mutations } from './mutate.ts'
import { Chance, seedOfRun } from './random.ts'
import { assertSound } from './sound.ts'
import type { ChannelExample } from './suite.ts'

const MUTATIONS = 1_000
const LONG_ID = '90071992547409931'

/** Whatever is posted is read, or named, and never breaks anything. */
export function describePayloads<Settings, Secrets>({
  channel,
  account,
  fixtures,
  ignored = [],
  webhook,
}: ChannelExample<Settings, Secrets>): void {
  const parse = async (body: Uint8Array | string, query = ''): Promise<readonly InboundEvent[]> =>
    channel.parse(requestOf(body, query), account)

  test('reads every captured payload without a loss', async () => {
    const named: Record<string, readonly string[]> = {}
    for (const { name, body, query } of fixtures) {
      const events = await parse(body, query)
      assert.ok(events.length > 0, `${name} is read as nothing`)
      for (const event of events) assertSound(event)
      const unread = events.flatMap((event) => (event.kind === 'ignored' ? [event.what] : []))
      if (unread.length > 0) named[name] = unread
    }
    assert.deepEqual(Object.keys(named).sort(), [...ignored].sort(), `ignored are: ${inspect(named)}`)
  })

  test('reads everything it declares from a captured payload, and nothing else', async () => {
    const read = await Promise.all(fixtures.map(({ body, query }) => parse(body, query)))
    const features = new Set(read.flat().flatMap(featuresOf))
    assert.deepEqual([...features].sort(), [...channel.capabilities.receives].sort())
  })

  test('marks up to which all was delivered or read come from those who declare them, and nobody else', async () => {
    const read = (await Promise.all(fixtures.map(({ body, query }) => parse(body, query)))).flat()
    assert.equal(
      read.some(({ kind }) => kind === 'watermark'),
      channel.capabilities.hasMarks,
    )
  })

  test('reads the same payload as the same twice', async () => {
    for (const { body, query } of fixtures) assert.deepEqual(await parse(body, query), await parse(body, query))
  })

  test('keeps every digit of ids that are long numbers', async () => {
    for (const { name, body, query } of fixtures) {
      for (const changed of withLongNumbers(body)) {
        const events = await parseOrRefuse(changed, query)
        for (const text of textsIn(events.filter(({ kind }) => kind !== 'ignored'))) {
          const isRounded = /^\D*900719925474099(?!31)\d\d\D*$|^9\.007199254740993e/.test(text)
          assert.ok(!isRounded, `${name}: ${text}`)
        }
      }
    }
  })

  test('refuses what is empty, cut off or bottomless', async () => {
    const bottomless = ['['.repeat(100_000) + ']'.repeat(100_000), `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`]
    const bodies = ['', '{', '[]', 'null', '7', '"x"', '{}', '=', '&', '%', '\u0000', ...bottomless]
    for (const body of bodies) for (const event of await parseOrRefuse(body)) assertSound(event)
    for (const { body, query } of fixtures) {
      for (const share of [0.1, 0.5, 0.99]) {
        const cut = body.slice(0, Math.floor(body.length * share))
        for (const event of await parseOrRefuse(cut, query)) assertSound(event)
      }
    }
  })

  test(`reads or refuses ${MUTATIONS} mutations of every captured payload`, async () => {
    const seed = seedOfRun()
    const chance = new Chance(seed)
    for (const { name, body, query } of fixtures) {
      const mutate = mutations(body, chance)
      for (let each = 0; each < MUTATIONS; each += 1) {
        const mutated = mutate()
        try {
          for (const event of await parseOrRefuse(mutated, query)) assertSound(event)
        } catch (cause) {
          const what = new TextDecoder().decode(mutated).slice(0, 4_000)
          throw new Error(`FAIRLEAD_SEED=${seed}: mutation ${each} of ${name}: ${what}`, { cause })
        }
      }
    }
  })

  async function parseOrRefuse(body: Uint8Array | string, query = ''): Promise<readonly InboundEvent[]> {
    try {
      return await parse(body, query)
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error
      return []
    }
  }

  function requestOf(body: Uint8Array | string, query: string): WebhookRequest {
    return exampleWebhook(body, webhook?.headers ?? {}, `${account.webhookUrl}${query}`)
  }
}

/** The JSON of a payload, with a long number in the place of one value after the other. */
function* withLongNumbers(body: Fixture['body']): Generator<string> {
  const text = new TextDecoder().decode(body)
  if (!/^\s*\{/.test(text)) return
  for (const path of leavesOf(JSON.parse(text))) {
    const copy: unknown = JSON.parse(text)
    put(copy, path, '@long@')
    yield JSON.stringify(copy).replace('"@long@"', LONG_ID)
  }
}

function leavesOf(value: unknown): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [[]]
  return Object.entries(value).flatMap(([key, item]) => leavesOf(item).map((path) => [key, ...path]))
}

function put(holder: unknown, [key = '', ...rest]: readonly string[], value: unknown): void {
  if (typeof holder !== 'object' || holder === null) return
  if (rest.length === 0) Reflect.set(holder, key, value)
  else put(Reflect.get(holder, key), rest, value)
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return []
  return Object.values(value).flatMap(textsIn)
}
