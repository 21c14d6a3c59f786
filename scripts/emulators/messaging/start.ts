import { answer } from '../desk/answer.ts'
import { Clock } from '../desk/clock.ts'
import type { Page } from '../desk/control.ts'
import { workingsOf } from '../desk/emulator.ts'
import { Faults } from '../desk/faults.ts'
import { openServer } from '../desk/server.ts'
import { openWebhooks, shakeHands } from '../graph/webhooks.ts'
import { allFields } from './account.ts'
import { callOf } from './api.ts'
import { control } from './control.ts'
import { Customer } from './customer.ts'
import type { MessagingEmulator, MessagingEmulatorOptions } from './emulator.ts'
import { errorFor, type MessagingFaults } from './faults.ts'
import { Files } from './files.ts'
import { Notices } from './notices.ts'
import { Tokens } from './tokens.ts'
import { type BusinessAccount, chatView, World } from './world.ts'

type Stage = Readonly<{
  account: Pick<BusinessAccount, 'product' | 'id' | 'appScopedId' | 'pageId'>
  page: Pick<Page, 'title' | 'address' | 'name'>
  /** Tokens die after 60 days. */
  tokensExpire: boolean
}>

/** One account of Messenger or Instagram, as strict as the provider: see `../messenger.ts` and `../instagram.ts`. */
export async function startMessaging(stage: Stage, options: MessagingEmulatorOptions): Promise<MessagingEmulator> {
  const clock = new Clock(options.clockOffset ?? 0)
  const account: BusinessAccount = {
    ...stage.account,
    name: options.name ?? 'Example Shop',
    username: options.username ?? 'example.shop',
    hasHumanAgent: options.hasHumanAgent ?? true,
    webhookUrl: null,
    fields: [],
  }
  const world = new World(clock, account)
  const files = new Files(clock)
  const tokens = new Tokens(clock, options.accessToken, stage.tokensExpire)
  const faults: MessagingFaults = new Faults('send')
  const timeoutMs = options.webhookTimeoutMs ?? 5_000
  const webhooks = openWebhooks({
    appSecret: options.appSecret,
    timeoutMs,
    redeliverAfterMs: options.redeliverAfterMs ?? [100, 300, 1_000, 3_000],
  })
  const delays = { echoMs: 10, deliveredMs: 10, readMs: 10, ...options.delays }
  const notices = new Notices({ world, files, webhooks, delays, baseUrl: () => server.url })
  const api = { world, files, tokens, notices }
  const desk = { faults, webhooks, errorFor, areStatusesEarly: options.echoBeforeResponse ?? false }

  const page = { addressLabel: 'Person', addressPattern: '[0-9]{5,25}', ...stage.page }
  const server = await openServer({
    name: page.title,
    port: options.port ?? 0,
    control: (request) => control(request, emulator, page),
    serve: (request, response) => answer(() => callOf(request, api), response, desk),
  })

  const emulator: MessagingEmulator = {
    ...workingsOf({ clock, faults, webhooks, servers: [server] }),
    url: server.url,
    accountId: account.id,
    pageId: account.pageId,

    async connect({ webhookUrl, verifyToken = options.verifyToken ?? '', fields = allFields(account) }) {
      await shakeHands(webhookUrl, verifyToken, timeoutMs)
      account.webhookUrl = webhookUrl
      account.fields = fields
    },

    customer(personId, { photo, ...profile } = {}) {
      const chat = world.chatWith(personId)
      Object.assign(chat.person, profile)
      if (photo !== undefined) {
        const file = files.add({ kind: 'image', type: 'image/png', name: 'profile.png', bytes: photo })
        chat.person.picture = files.addressOf(file, server.url)
      }
      return new Customer(chat, api)
    },

    chat: (personId) => chatView(world.find(personId), personId),
    chats: () => world.chats().map((chat) => chatView(chat, chat.person.id)),

    async deliver(payload) {
      if (account.webhookUrl === null) throw new Error('No webhook is connected.')
      return webhooks.deliver(account.webhookUrl, payload)
    },

    accessToken: () => tokens.current(),
    revokeToken: () => tokens.revoke(),
    restoreToken: (accessToken) => tokens.restore(accessToken),
    has: (id) => [account.id, account.pageId].includes(id) || world.find(id) !== null,
  }
  return emulator
}
