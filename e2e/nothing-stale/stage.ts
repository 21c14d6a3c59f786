import assert from 'node:assert/strict'
import {
  patchMember,
  postChannel,
  postClosingCategory,
  postField,
  postMacro,
  postSkill,
  postSnippet,
  postTeam,
  postView,
  preferences,
  putPreferences,
  putTag,
  type Team,
} from '@fairlead/sdk'
import type { Page } from 'playwright-core'
import { type ExampleSystem, startExampleSystem } from '../../scripts/emulators/example-system.ts'
import { createTestDatabase } from '../../server/src/db/testing.ts'
import { launchBrowser, logIn } from '../stage/browser.ts'
import { freePort, makeDataDir, type RunningServer, startServer } from '../stage/server.ts'
import { addAgent, goOnline, makeTeam, type Person, setUp } from '../stage/workspace.ts'
import { type Traffic, watchTraffic } from './traffic.ts'

/** Where the day is spent, and where pages are compared: higher than anything is long, since what is not drawn cannot be. */
const desk = { width: 1280, height: 800 }
export const tall = { width: 1440, height: 1800 }

/** What moves by itself is drawn sixty times a second, in six pages at once. */
const still = { reducedMotion: 'reduce' } as const

/** Somebody with a browser of their own. */
export type Watcher = Readonly<{ name: 'Mia' | 'Ana' | 'Ben'; person: Person; page: Page; traffic: Traffic }>

export type Stage = Readonly<{
  url: string
  system: ExampleSystem
  addresses: readonly string[]
  channelId: string
  owner: Person
  mia: Watcher
  ana: Watcher
  ben: Watcher
  /** Comes and goes, and has no browser. */
  zoe: Person
  teams: readonly Team[]
  /** Of Ana alone, of everybody, and by what is filled in. */
  viewIds: readonly string[]
  /** A page like a watcher's that knows nothing yet. */
  openFresh(watcher: Watcher): Promise<Watcher>
  /** The server ends as it does for a new version, and comes back. */
  restartServer(): Promise<void>
}>

const customers = ['Mara Muster', 'Nils Nobody', 'Olive Other', 'Pia Placeholder', 'Quentin Quoted', 'Rita Random']

/** A shop with a manager and two agents, each with a browser, and customers who have written. */
export async function openStage(): Promise<Stage & AsyncDisposable> {
  await using opening = new AsyncDisposableStack()
  const system = await startExampleSystem({})
  opening.defer(() => system.stop())
  const database = opening.use(await createTestDatabase())
  const folder = await makeDataDir()
  opening.defer(() => folder.remove())
  const environment = { DATABASE_URL: database.url, FAIRLEAD_DATA_DIR: folder.path }
  const port = await freePort()
  let server: RunningServer = await startServer(environment, { port })
  opening.defer(async () => assert.equal(await server.stop(), 0))
  const { url } = server

  const owner = await setUp(url)
  const [manager, ...agents] = await addPeople(url, owner)
  const [ana, ben, zoe] = agents
  assert.ok(manager && ana && ben && zoe)
  const support = await makeTeam(owner, [ana, ben, manager])
  const returns = await owner.client.call(postTeam, {
    body: { name: 'Returns', memberIds: [ben.memberId, zoe.memberId], policy: { strategy: 'manual' } },
  })
  const channel = await owner.client.call(postChannel, {
    body: { type: 'api', name: 'Shop chat', teamId: support.id, settings: { url: system.messagesUrl } },
  })
  assert.ok(channel.type === 'api' && channel.webhookUrl && channel.signingSecret)
  system.connect({ webhookUrl: channel.webhookUrl, signingSecret: channel.signingSecret })
  const viewIds = await fillSettings(owner, ana)
  const addresses = customers.map((_, index) => `person-${index}`)
  for (const [index, name] of customers.entries()) {
    await system.customer(addresses[index]!, { name }).sendText(`Where is my order ${index}?`)
  }

  const browser = await launchBrowser()
  opening.defer(() => browser.close())
  const watch = async (name: Watcher['name'], person: Person): Promise<Watcher> => {
    const page = await logIn(browser, url, person, desk)
    page.setDefaultNavigationTimeout(60_000)
    await page.emulateMedia(still)
    await page.getByRole('navigation', { name: 'Main' }).waitFor()
    return { name, person, page, traffic: watchTraffic(page) }
  }
  // One after the other: three at once take longer than each may.
  const first = await watch('Mia', manager)
  const second = await watch('Ana', ana)
  const third = await watch('Ben', ben)
  const stack = opening.move()

  return {
    url,
    system,
    addresses,
    channelId: channel.id,
    owner,
    ...{ mia: first, ana: second, ben: third, zoe },
    teams: [support, returns],
    viewIds,
    async openFresh({ name, person, page: known }) {
      const context = await browser.newContext({ viewport: tall, locale: 'en-GB' })
      context.setDefaultTimeout(60_000)
      await context.addCookies(await known.context().cookies())
      const page = await context.newPage()
      await page.emulateMedia(still)
      return { name, person, page, traffic: watchTraffic(page) }
    },
    async restartServer() {
      assert.equal(await server.stop(), 0)
      server = await startServer(environment, { port })
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  }
}

async function addPeople(url: string, owner: Person): Promise<readonly Person[]> {
  const people: Person[] = []
  for (const name of ['Mia Manager', 'Ana Alvarez', 'Ben Becker', 'Zoe Zimmer']) {
    const person = await addAgent(url, owner, name)
    // What is written goes out at once.
    await person.client.call(putPreferences, { body: preferences.parse({ undoSeconds: 0 }) })
    people.push(person)
  }
  const [manager] = people
  assert.ok(manager)
  await owner.client.call(patchMember, { params: { id: manager.memberId }, body: { role: 'manager' } })
  await Promise.all(people.map(goOnline))
  return people
}

async function fillSettings({ client }: Person, ana: Person): Promise<readonly string[]> {
  for (const name of ['refund', 'vip', 'late']) {
    await client.call(putTag, { params: { name }, body: { color: 'blue', description: '' } })
  }
  await client.call(postSkill, { body: { name: 'Returns' } })
  await client.call(postField, { body: { subject: 'contact', name: 'Plan', type: 'text' } })
  await client.call(postField, { body: { subject: 'conversation', name: 'Product', type: 'text' } })
  for (const name of ['Delivery', 'Return']) await client.call(postClosingCategory, { body: { name } })
  await client.call(postSnippet, { body: { scope: 'everybody', shortcut: 'hi', name: 'Hello', text: 'Hello!' } })
  const steps = [{ do: 'add_tags' as const, tags: ['refund'] }]
  await client.call(postMacro, { body: { name: 'Refund', isShared: true, steps } })

  const made = [
    await ana.client.call(postView, {
      body: {
        name: 'Urgent of mine',
        isShared: false,
        sort: 'oldest',
        filter: {
          combinator: 'and',
          rules: [
            { field: 'assigneeId', operator: 'any_of', value: ['me'] },
            { field: 'priority', operator: 'any_of', value: ['urgent', 'high', 'normal'] },
          ],
        },
      },
    }),
    await client.call(postView, {
      body: {
        name: 'Tagged',
        isShared: true,
        sort: 'activity',
        filter: {
          combinator: 'or',
          rules: [
            { field: 'tags', operator: 'has', value: 'refund' },
            { field: 'tags', operator: 'has', value: 'vip' },
          ],
        },
      },
    }),
  ]
  return made.map(({ id }) => id)
}
