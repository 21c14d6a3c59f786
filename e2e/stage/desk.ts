/** Agents at their desks, and customers who write to them through another system of the company. */
import assert from 'node:assert/strict'
import {
  type Conversation,
  getPreferences,
  type Language,
  listConversations,
  putPreferences,
  type Team,
} from '@fairlead/sdk'
import type { Page } from 'playwright-core'
import { startExampleSystem } from '../../scripts/emulators/example-system.ts'
import { createTestDatabase } from '../../server/src/db/testing.ts'
import { launchBrowser, logIn, type PageOptions } from './browser.ts'
import { eventually, makeDataDir, startServer } from './server.ts'
import { addAgent, connectSystem, goOnline, makeTeam, type Person, setUp } from './workspace.ts'

export type Writer = Readonly<{ address: string; name: string; text: string }>

type Options = Readonly<{
  language: Language
  agents: readonly string[]
  policy?: Partial<Team['policy']>
  /** For how long a reply can be taken back; without, it goes at once. */
  undoSeconds?: number
}>

export type Desk = Awaited<ReturnType<typeof openDesk>>

/** A team whose agents are online, and its channel. At the end the server must have stopped of its own accord. */
export async function openDesk({ language, agents, policy = {}, undoSeconds = 0 }: Options) {
  await using opening = new AsyncDisposableStack()
  const system = await startExampleSystem({})
  opening.defer(() => system.stop())
  const database = opening.use(await createTestDatabase())
  const folder = await makeDataDir()
  opening.defer(() => folder.remove())
  const environment = { DATABASE_URL: database.url, FAIRLEAD_DATA_DIR: folder.path }
  let server = await startServer(environment)
  let isKilled = false
  opening.defer(async () => assert.equal(await server.stop(), isKilled ? null : 0))
  const { url } = server
  const browser = await launchBrowser()
  opening.defer(() => browser.close())

  const owner = await setUp(url, language)
  const people: Person[] = []
  for (const name of agents) {
    const person = await addAgent(url, owner, name)
    await goOnline(person)
    const preferences = await person.client.call(getPreferences, {})
    await person.client.call(putPreferences, { body: { ...preferences, undoSeconds } })
    people.push(person)
  }
  const team = await makeTeam(owner, people, policy)
  await connectSystem(owner, team.id, system)

  const stack = opening.move()
  return {
    ...{ url, system, owner, people, team },
    open: (person: Person, options: PageOptions): Promise<Page> =>
      logIn(browser, url, person, { width: 1440, height: 900, ...options }),
    /** All at once, in this order. */
    async write(writers: readonly Writer[]): Promise<void> {
      for (const { address, name } of writers) system.customer(address, { name })
      const { status } = await system.deliver(
        ...writers.map(({ address, name, text }) => ({
          ...{ type: 'message', id: `${address} ${text}`, contact: { address, name }, text, attachments: [] },
        })),
      )
      assert.equal(status, 200)
    },
    /** Whoever waits, in the order in which they are served, once there are so many. */
    async waiting(count: number): Promise<readonly Conversation[]> {
      const ask = () => owner.client.call(listConversations, { query: { view: 'waiting', limit: 100 } })
      const { data } = await eventually(ask, ({ data: found }) => found.length === count)
      return data
    },
    /** As by a power cut; the same address answers until it happens, and from then on. */
    async killServer(): Promise<void> {
      isKilled = true
      await server.kill()
    },
    async startServerAgain(): Promise<void> {
      server = await startServer(environment, { port: Number(new URL(url).port) })
      isKilled = false
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  }
}

export function idOf(page: Page): string {
  return new URL(page.url()).pathname.split('/')[3] ?? ''
}
