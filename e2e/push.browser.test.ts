/** The app beside its tab: installed, loaded without a connection, replaced by a new version, and pushed to. */
import assert from 'node:assert/strict'
import { createECDH, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { after, afterEach, before, test } from 'node:test'
import {
  type Conversation,
  getPushKey,
  listPushSubscriptions,
  postChannel,
  preferences,
  putPreferences,
} from '@fairlead/sdk'
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core'
import { type ExampleSystem, startExampleSystem } from '../scripts/emulators/example-system.ts'
import { createTestDatabase } from '../server/src/db/testing.ts'
import { openPush, type PushedTo } from '../server/src/push/testing.ts'
import { launchBrowser, logIn, picture } from './stage/browser.ts'
import { conversationOf } from './stage/channel.ts'
import { openFront } from './stage/front.ts'
import { becomes, eventually, makeDataDir, startServer } from './stage/server.ts'
import { addAgent, goOnline, makeTeam, setUp } from './stage/workspace.ts'

const stack = new AsyncDisposableStack()
let stage: Awaited<ReturnType<typeof openStage>>
let browser: Browser
let talk: Conversation

before(async () => {
  stage = await openStage()
  await stage.write('Where is my parcel?')
  talk = await conversationOf(stage.ana.client)
  browser = await launchBrowser()
  stack.defer(() => browser.close())
})
afterEach(async () => {
  // A page that is left open reads what comes next, and what is read is pushed to nobody.
  await Promise.all(browser.contexts().map((context) => context.close()))
  stage.front.become('open')
})
after(() => stack.disposeAsync())

test('whoever loads the app again without a connection sees the app, what they wrote, and goes on where they were', async () => {
  const { front, ana } = stage
  const page = await logIn(browser, front.url, ana)
  await page.getByText('Where is my parcel?').first().click()
  await page.getByRole('textbox', { name: 'Reply' }).fill('It left our house yesterday')
  await untilKept(page)
  const { pathname } = new URL(page.url())

  front.become('away')
  await page.reload()
  await page.getByRole('heading', { name: 'No connection' }).waitFor()
  await page.getByText('It left our house yesterday').waitFor()
  await becomes(() => page.getByText('Where is my parcel?').count(), 0)
  await picture(page, 'offline-reload')

  front.become('open')
  await page.getByRole('textbox', { name: 'Reply' }).waitFor()
  await becomes(() => page.getByRole('textbox', { name: 'Reply' }).inputValue(), 'It left our house yesterday')
  assert.equal(new URL(page.url()).pathname, pathname)
  await page.getByText('Where is my parcel?').first().waitFor()

  // The page alone does not come: what is here is not waited for in vain.
  front.become('slow')
  await page.reload()
  await page.getByRole('textbox', { name: 'Reply' }).waitFor()
  assert.deepEqual(await keptAnswers(page), [])
})

test('another tab without a connection says nothing of what others wrote here', async () => {
  const { front, ana } = stage
  const page = await logIn(browser, front.url, ana)
  await page.getByText('Where is my parcel?').first().click()
  await page.getByRole('textbox', { name: 'Reply' }).fill('Something of mine')
  await untilKept(page)
  front.become('away')
  const other = await page.context().newPage()
  await other.goto(`${front.url}/inbox/mine`)
  await other.getByRole('heading', { name: 'No connection' }).waitFor()
  await becomes(() => other.getByText('Something of mine').count(), 0)
})

test('a new version of the app is the app at the next load, and the parts of the one before last are gone', async () => {
  const { front, ana } = stage
  const page = await logIn(browser, front.url, ana)
  await page.getByText('Where is my parcel?').first().waitFor()
  await untilKept(page)

  for (const version of ['2', '3']) {
    front.renew(`<meta name="example-version" content="${version}" />`)
    await page.reload()
    assert.equal(await versionOf(page), version)
    await page.getByText('Where is my parcel?').first().waitFor()
    await eventually(
      () => keptVersion(page),
      (kept) => kept === version,
    )
  }
  const names = await page.evaluate<string[]>('caches.keys()')
  assert.equal(names.filter((name) => name.startsWith('fairlead-parts-')).length, 2)

  front.become('away')
  await page.reload()
  await page.getByRole('heading', { name: 'No connection' }).waitFor()
  assert.equal(await versionOf(page), '3')
})

test('the app can be installed', async () => {
  const page = await logIn(browser, stage.front.url, stage.ana)
  await page.getByText('Where is my parcel?').first().waitFor()
  const protocol = await page.context().newCDPSession(page)
  const { errors, data } = await protocol.send('Page.getAppManifest')
  assert.deepEqual(errors, [])
  const { name, start_url, display, icons } = JSON.parse(data ?? '')
  assert.deepEqual([name, start_url, display], ['Fairlead', '/inbox/mine', 'standalone'])
  assert.deepEqual(
    icons.map(({ sizes, purpose = 'any' }: { sizes: string; purpose?: string }) => `${sizes} ${purpose}`),
    ['any any', '192x192 any', '512x512 any', '512x512 maskable'],
  )
  for (const { src, type } of icons) {
    const { status, headers } = await fetch(`${stage.front.url}${src}`)
    assert.deepEqual([status, headers.get('content-type')], [200, type])
  }
  const { installabilityErrors } = await protocol.send('Page.getInstallabilityErrors')
  // Every browser of a test is one of those that forget.
  const ids = installabilityErrors.map(({ errorId }) => errorId)
  assert.deepEqual(
    ids.filter((id) => id !== 'in-incognito'),
    [],
  )
})

test('push: switched on with our key, sent to the device alone, shown in the agent’s language, and opened by choosing it', async () => {
  const { front, ana, owner } = stage
  await ana.client.call(putPreferences, { body: preferences.parse({ showsText: true, language: 'it' }) })
  const page = await logIn(browser, front.url, ana)
  await page.getByText('Where is my parcel?').first().waitFor()
  const context = page.context()
  await context.grantPermissions(['notifications'], { origin: front.url })
  const device = await makeDevice()
  await playPushService(context, device)
  await page.goto(`${front.url}/settings/notifications`)
  await page.getByText('Push su questo dispositivo').waitFor()
  await page.getByRole('switch', { name: 'Push su questo dispositivo' }).click({ force: true })
  const [subscribed] = await eventually(
    async () => (await ana.client.call(listPushSubscriptions, {})).data,
    ({ length }) => length === 1,
  )
  assert.ok(subscribed)
  const { publicKey } = await ana.client.call(getPushKey, {})
  await becomes(() => page.evaluate('globalThis.askedWith'), publicKey)
  await picture(page, 'push-on')

  await page.goto(`${front.url}/inbox/mine`)
  await page.getByText('Where is my parcel?').first().waitFor()
  const worker = await openWorker(context, page)
  await stage.write('Hello?')
  const [pushed] = await eventually(
    () => device.arrived(),
    ({ length }) => length > 0,
  )
  assert.ok(pushed)
  assert.equal(JSON.parse(pushed).conversationId, talk.id)
  await page.waitForFunction(`document.title.startsWith('(1) ')`)
  await becomes(() => page.evaluate('globalThis.badge'), 1)

  // Whoever has the app before them is told by the app.
  await worker.deliver(pushed)
  await eventually(
    () => worker.delivered(),
    (count) => count === 1,
  )
  assert.deepEqual(await worker.shown(), [])

  await page.goto('about:blank')
  await worker.deliver(pushed)
  const [shown] = await eventually(
    () => worker.shown(),
    ({ length }) => length === 1,
  )
  assert.deepEqual(shown, { title: stage.customer, body: 'Hello?', conversationId: talk.id })

  await page.goto(`${front.url}/inbox/mine`)
  await page.getByText('Where is my parcel?').or(page.getByText('Hello?')).first().waitFor()
  // The page hears of it once it has time to listen.
  await eventually(
    async () => {
      await worker.choose()
      return new URL(page.url()).pathname
    },
    (path) => path.endsWith(talk.id),
  )
  assert.deepEqual(await worker.shown(), [])
  assert.equal((await owner.client.call(listPushSubscriptions, {})).data.length, 0)
})

test('a browser that cannot be pushed to says so', async () => {
  const { front, owner } = stage
  const page = await logIn(browser, front.url, owner)
  await page.getByRole('link', { name: 'Settings' }).waitFor()
  await page.context().grantPermissions(['notifications'], { origin: front.url })
  await page.goto(`${front.url}/settings/notifications`)
  await page.getByRole('switch', { name: 'Push to this device' }).click({ force: true })
  await picture(page, 'push-unavailable')
  await page.getByText('This browser cannot reach its push service now.').waitFor()
})

async function openStage() {
  const front = await openFront()
  stack.defer(() => front.stop())
  const database = stack.use(await createTestDatabase())
  const folder = await makeDataDir()
  stack.defer(() => folder.remove())
  const system: ExampleSystem = await startExampleSystem({})
  stack.defer(() => system.stop())
  const server = await startServer({
    ...{ DATABASE_URL: database.url, FAIRLEAD_DATA_DIR: folder.path, FAIRLEAD_PUBLIC_URL: front.url },
  })
  stack.defer(async () => assert.equal(await server.stop(), 0))
  front.lead(server.url)

  const owner = await setUp(server.url)
  const ana = await addAgent(server.url, owner, 'Ana Alvarez')
  const team = await makeTeam(owner, [ana])
  await goOnline(ana)
  const channel = await owner.client.call(postChannel, {
    body: { type: 'api', name: 'Shop chat', teamId: team.id, settings: { url: system.messagesUrl } },
  })
  assert.ok(channel.type === 'api' && channel.signingSecret)
  system.connect({ webhookUrl: `${server.url}/webhooks/api/${channel.id}`, signingSecret: channel.signingSecret })
  const customer = 'Mara Muster'
  const write = (text: string) => system.customer('mara-1', { name: customer }).sendText(text)
  return { front, owner, ana, write, customer }
}

/** The app and all it is made of are in the worker's hands. */
async function untilKept(page: Page): Promise<void> {
  await eventually(
    () =>
      page.evaluate<string[]>(`(async () => {
        const elements = [...document.querySelectorAll('script[src], link[rel=stylesheet]')]
        const paths = ['/', ...elements.map((element) => element.getAttribute('src') ?? element.getAttribute('href'))]
        const kept = await Promise.all(paths.map((path) => caches.match(path, { ignoreVary: true })))
        return paths.filter((_path, index) => kept[index] === undefined)
      })()`),
    (missing) => missing.length === 0,
  )
}

/** What the worker keeps of what the API said. */
async function keptAnswers(page: Page): Promise<string[]> {
  const urls = await page.evaluate<string[]>(`(async () => {
    const all = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()))
    return all.flat().map(({ url }) => url)
  })()`)
  assert.ok(urls.length > 10)
  return urls.filter((url) => new URL(url).pathname.startsWith('/api'))
}

function versionOf(page: Page): Promise<string | null> {
  return page.evaluate<string | null>(
    `document.querySelector('meta[name=example-version]')?.getAttribute('content') ?? null`,
  )
}

async function keptVersion(page: Page): Promise<string | null> {
  const text = await page.evaluate<string | undefined>(
    `caches.match('/', { cacheName: 'fairlead-shell' }).then((answer) => answer?.text())`,
  )
  return /example-version" content="(\d)"/.exec(text ?? '')?.[1] ?? null
}

type Device = PushedTo & Readonly<{ url: string; arrived(): string[] }>

/** A device, and the push service of its browser's maker: what is sent to it, opened. */
async function makeDevice(): Promise<Device> {
  const curve = createECDH('prime256v1')
  curve.generateKeys()
  const auth = randomBytes(16)
  const bodies: Buffer[] = []
  const service = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    bodies.push(Buffer.concat(chunks))
    response.writeHead(201).end()
  })
  stack.defer(async () => {
    service.close()
    service.closeAllConnections()
    await once(service, 'close')
  })
  await once(service.listen(0, '127.0.0.1'), 'listening')
  const address = service.address()
  assert.ok(typeof address === 'object' && address !== null)
  return {
    ...{ curve, auth, url: `http://127.0.0.1:${address.port}/device` },
    arrived: () => bodies.map((body) => openPush(body, { curve, auth })),
  }
}

/** No browser of a test has a push service: it is asked, and what it would answer is ours. */
async function playPushService(context: BrowserContext, { curve, auth, url }: Device): Promise<void> {
  const keys = { p256dh: curve.getPublicKey('base64url'), auth: auth.toString('base64url') }
  await context.addInitScript(`
    if ('PushManager' in globalThis) {
      const answer = ${JSON.stringify({ endpoint: url, keys })}
      const subscription = { toJSON: () => answer, unsubscribe: async () => true }
      let current = null
      PushManager.prototype.getSubscription = async () => current
      PushManager.prototype.subscribe = async ({ applicationServerKey }) => {
        globalThis.askedWith = applicationServerKey
        return (current = subscription)
      }
      navigator.setAppBadge = async (count) => { globalThis.badge = count }
      navigator.clearAppBadge = async () => { globalThis.badge = 0 }
    }`)
}

/** The worker, as the browser's push service reaches it. */
async function openWorker(context: BrowserContext, page: Page) {
  const protocol: CDPSession = await context.newCDPSession(page)
  const registered = new Promise<string>((resolve) => {
    protocol.on('ServiceWorker.workerRegistrationUpdated', ({ registrations: [first] }) => {
      if (first !== undefined) resolve(first.registrationId)
    })
  })
  await protocol.send('ServiceWorker.enable')
  const registrationId = await registered
  const [worker] = await eventually(
    () => context.serviceWorkers(),
    ({ length }) => length > 0,
  )
  assert.ok(worker)
  await worker.evaluate(`globalThis.delivered = 0; addEventListener('push', () => { globalThis.delivered += 1 })`)
  const { origin } = new URL(page.url())
  return {
    deliver: (data: string) => protocol.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data }),
    delivered: () => worker.evaluate<number>('globalThis.delivered'),
    shown: () =>
      worker.evaluate<Shown[]>(`registration.getNotifications().then((shown) =>
        shown.map(({ title, body, data: { conversationId } }) => ({ title, body, conversationId })))`),
    /** As somebody chooses what is shown; no protocol can. */
    choose: () =>
      worker.evaluate(`registration.getNotifications().then(([first]) => {
        globalThis.chosen ??= first
        dispatchEvent(new NotificationEvent('notificationclick', { notification: globalThis.chosen }))
      })`),
  }
}

type Shown = Readonly<{ title: string; body: string; conversationId: string }>
