/**
 * Three people look at everything there is while five hundred things are done at random, by them, by programs and by
 * customers; networks fail, pages are hidden, the server is replaced. At the end each page shows what the server says,
 * wherever one goes in it. A failure names its seed: `FAIRLEAD_SEED=7 npm test -- e2e/nothing-stale` does the same again.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ApiError, getMe } from '@fairlead/sdk'
import { Random } from '../scripts/demo/random.ts'
import { compare, wrongTitle } from './nothing-stale/comparison.ts'
import { doingsOf } from './nothing-stale/doings.ts'
import { handsOf } from './nothing-stale/hands.ts'
import { conversationPlaces, goTo, type Place, placesOf } from './nothing-stale/places.ts'
import { openStage, type Stage, tall, type Watcher } from './nothing-stale/stage.ts'
import { picture } from './stage/browser.ts'
import { eventually } from './stage/server.ts'

const seed = Number(process.env.FAIRLEAD_SEED ?? 1)
const count = Number(process.env.FAIRLEAD_ACTIONS ?? 500)
const rounds = 10
/** One of eight is done in a browser. */
const ofHands = 1 / 8
/** What a hand reaches for may be gone: then it does not wait for long. */
const handMs = 3_000
/** Far longer than it takes, for a machine that is busy. */
const timeoutMs = 300_000

test(`whatever three agents, their customers and programs do, nothing on their screens is stale (seed ${seed})`, {
  timeout: timeoutMs,
}, async (t) => {
  const begunAt = Date.now()
  // Said at once: a run that is silent for so long would be taken for one that hangs.
  const lap = (name: string) => console.log(`${name} after ${((Date.now() - begunAt) / 1000).toFixed(1)} s`)
  await using stage = await openStage()
  lap('stage')
  const watchers = [stage.mia, stage.ana, stage.ben]
  const random = new Random(seed)
  const places = await sharePlaces(stage, watchers)
  await Promise.all(watchers.map((watcher) => seeEverything(watcher, places.get(watcher)!)))
  lap('seen')

  const diary = new Diary()
  const hands = watchers.map((watcher) => handsOf({ watcher, random: random.fork(), places: places.get(watcher)! }))
  const programs = [1, 2, 3, 4].map(() => doingsOf(stage, random.fork()))
  const [byHand, byProgram] = [ofHands * count, (1 - ofHands) * count]
  for (const { page } of watchers) page.setDefaultTimeout(handMs)
  for (let round = 0; round < rounds; round += 1) {
    const trouble = await beginTrouble(watchers, round)
    const done = programs.map((act) => diary.keep(act, Math.ceil(byProgram / rounds / programs.length)))
    await Promise.all([
      ...hands.map((act, index) =>
        diary.keep(act, Math.max(1, Math.round(byHand / rounds / 3)), watchers[index]!.page),
      ),
      // What a hand began without a network may end with one.
      Promise.all(done).then(() => trouble.end()),
    ])
    lap(`round ${round}`)
    if (round === rounds / 2) await stage.restartServer()
  }
  t.diagnostic(`seed ${seed}: ${diary.summary()}`)
  assert.ok(diary.size >= count, `only ${diary.size} things were done`)
  assert.ok(diary.successes > diary.size / 2, `too little went well: ${diary.summary()}`)
  await untilQuiet(stage)
  lap('quiet')

  for (const { page } of watchers) {
    page.setDefaultTimeout(60_000)
    await page.setViewportSize(tall)
  }
  const wrong = await Promise.all(
    watchers.map(async (watcher, index) => {
      const latest = (await conversationPlaces(watcher)).slice(0, 9)
      const own = latest.filter((_, turn) => turn % watchers.length === index)
      return compareAll(stage, watcher, [...places.get(watcher)!, ...own])
    }),
  )
  lap('compared')
  const differences = [...wrong.flat(), ...(await marksLeft(watchers))]
  assert.equal(differences.length, 0, `${differences.join('\n\n')}\n\nseed ${seed}, after ${diary.last(40)}`)
})

/** Each place is looked at by one of those who have it, in turn; what each sees differently, by all of them. */
async function sharePlaces(stage: Stage, watchers: readonly Watcher[]): Promise<Map<Watcher, readonly Place[]>> {
  const all = await Promise.all(watchers.map((watcher) => placesOf(stage, watcher)))
  const having = new Map<string, number[]>()
  for (const [index, places] of all.entries()) {
    for (const { path } of places) having.set(path, [...(having.get(path) ?? []), index])
  }
  const turns = [...having.keys()]
  const isFor = (place: Place, index: number): boolean => {
    const those = having.get(place.path) ?? []
    return place.isPersonal === true || those[turns.indexOf(place.path) % those.length] === index
  }
  return new Map(watchers.map((watcher, index) => [watcher, all[index]!.filter((place) => isFor(place, index))]))
}

async function seeEverything(watcher: Watcher, places: readonly Place[]): Promise<void> {
  for (const place of [...places, ...(await conversationPlaces(watcher)).slice(0, 4)]) await goTo(watcher, place)
}

/** Every page the watcher has, as it has stayed, beside one that has just been opened there. */
async function compareAll(stage: Stage, watcher: Watcher, places: readonly Place[]): Promise<readonly string[]> {
  const fresh = await stage.openFresh(watcher)
  const found: string[] = [...(await wrongTitle(watcher))]
  try {
    await fresh.page.goto(`${stage.url}${places[0]!.path}`)
    for (const place of places) {
      const differences = await compare(watcher, fresh, place).catch(async (error: unknown) => [
        `${watcher.name} at ${place.path}: ${String(error)}`,
        ...(await Promise.all([watcher, fresh].map(({ page }) => page.evaluate<string>('document.body.innerText')))),
      ])
      if (differences.length === 0) continue
      found.push(differences.join('\n  '))
      await picture(watcher.page, `stale-${watcher.name}-${found.length}-shown`)
      await picture(fresh.page, `stale-${watcher.name}-${found.length}-server`)
    }
  } finally {
    // Closed on the spot, it could not say that nobody looks any more.
    await goTo(fresh, places[0]!)
    await fresh.page.context().close()
  }
  return found
}

/** Who looks at what is told beside all that is compared: when nobody has anything open, no row says that somebody does. */
async function marksLeft(watchers: readonly Watcher[]): Promise<readonly string[]> {
  await Promise.all(watchers.map((watcher) => goTo(watcher, { path: '/inbox/all' })))
  const left = await Promise.all(
    watchers.map(async ({ name, page }) => {
      const marks = page.locator('[data-viewers]')
      const number = await eventually(
        () => marks.count(),
        (count) => count === 0,
      ).catch(() => marks.count())
      return number === 0 ? [] : [`${name}: ${number} marks of somebody who looks, and nobody does`]
    }),
  )
  return left.flat()
}

/** In each round something else is wrong with somebody's browser. */
async function beginTrouble(watchers: readonly Watcher[], round: number): Promise<{ end(): Promise<void> }> {
  const { page } = watchers[round % watchers.length]!
  if (round % 3 === 1) {
    await page.context().setOffline(true)
    return { end: () => page.context().setOffline(false) }
  }
  const hide = async (isHidden: boolean) => {
    const state = isHidden ? 'hidden' : 'visible'
    await page.evaluate(`
      Object.defineProperty(document, 'visibilityState', { value: '${state}', configurable: true })
      Object.defineProperty(document, 'hidden', { value: ${isHidden}, configurable: true })
      document.dispatchEvent(new Event('visibilitychange'))`)
  }
  if (round % 3 === 2) {
    await hide(true)
    return { end: () => hide(false) }
  }
  return { end: async () => {} }
}

/** Nothing is written into the log any more. */
async function untilQuiet({ owner }: Stage): Promise<void> {
  let known = -1
  let since = 0
  await eventually(
    async () => {
      const { cursor } = await owner.client.call(getMe, {})
      if (cursor !== known) since = Date.now()
      known = cursor
      return Date.now() - since
    },
    (ms) => ms > 2_500,
    30_000,
  )
}

/** What was done, refused, and missed because what was looked at went away under the hand. */
class Diary {
  readonly #entries: string[] = []
  readonly #tally = new Map<string, number>()

  get size(): number {
    return this.#entries.length
  }

  get successes(): number {
    return this.#entries.filter((entry) => !/^(refused|missed) /.test(entry)).length
  }

  async keep(act: () => Promise<string>, times: number, page?: Watcher['page']): Promise<void> {
    for (let time = 0; time < times; time += 1) this.#write(await attempt(act, page))
  }

  summary(): string {
    return [...this.#tally].map(([what, times]) => `${what} ${times}`).join(', ')
  }

  last(number: number): string {
    return this.#entries.slice(-number).join(', ')
  }

  #write(entry: string): void {
    this.#entries.push(entry)
    this.#tally.set(entry, (this.#tally.get(entry) ?? 0) + 1)
  }
}

async function attempt(act: () => Promise<string>, page?: Watcher['page']): Promise<string> {
  try {
    return await act()
  } catch (error) {
    if (error instanceof ApiError && error.problem.status < 500) return `refused (${error.code})`
    if (page === undefined) throw error
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    return `missed (${String(error).split('\n')[0]})`
  }
}
