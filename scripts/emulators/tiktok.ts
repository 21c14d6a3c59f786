import { answer } from './desk/answer.ts'
import { Clock } from './desk/clock.ts'
import { workingsOf } from './desk/emulator.ts'
import { Faults } from './desk/faults.ts'
import { openServer } from './desk/server.ts'
import { callOf, type TiktokApi } from './tiktok/api.ts'
import { control } from './tiktok/control.ts'
import { Customer } from './tiktok/customer.ts'
import type { TiktokEmulator, TiktokEmulatorOptions } from './tiktok/emulator.ts'
import { errorFor, type TiktokFaults } from './tiktok/faults.ts'
import { Files } from './tiktok/files.ts'
import { Notices } from './tiktok/notices.ts'
import { Tokens } from './tiktok/tokens.ts'
import { openWebhooks } from './tiktok/webhooks.ts'
import { type Account, chatView, World } from './tiktok/world.ts'

export type { TiktokEmulator, TiktokEmulatorOptions } from './tiktok/emulator.ts'

/**
 * A local stand-in of TikTok's Business Messaging API for one app, as strict as the provider. It has three sides: the one the
 * product calls, the customers, and the faults. The last two are methods here and the same over HTTP under `/control`.
 *
 * @example
 * const tiktok = await startTiktokEmulator({ appId: '7412', appSecret: 'secret', accessToken: 'act', refreshToken: 'rft' })
 * await tiktok.customer('7009988776655443322', { username: 'mara.example' }).sendText('Hello')
 */
export async function startTiktokEmulator(options: TiktokEmulatorOptions): Promise<TiktokEmulator> {
  const clock = new Clock(options.clockOffset ?? 0)
  const tokens = new Tokens(clock, options)
  const account: Account = {
    businessId: options.businessId ?? '_000exampleBusiness',
    username: options.username ?? 'example.shop',
    displayName: 'Example Shop',
  }
  const world = new World(clock, account)
  const files = new Files(clock)
  const faults: TiktokFaults = new Faults('send')
  const webhooks = openWebhooks({
    appSecret: options.appSecret,
    timeoutMs: options.webhookTimeoutMs ?? 5_000,
    redeliverAfterMs: options.redeliverAfterMs ?? [100, 300, 1_000, 3_000],
  })
  let webhookUrl = options.webhookUrl ?? null
  const notices = new Notices({
    webhooks,
    clock,
    account,
    appId: options.appId,
    delays: { echoMs: 10, readMs: 10, ...options.delays },
    url: () => webhookUrl,
  })

  const server = await openServer({
    name: 'TikTok',
    port: options.port ?? 0,
    control: (request) => control(request, emulator),
    serve: (request, response) => answer(() => callOf(request, api), response, desk),
  })
  const { url } = server

  const api: TiktokApi = {
    world,
    files,
    tokens,
    notices,
    app: { id: options.appId, secret: options.appSecret },
    baseUrl: url,
    webhookUrl: () => webhookUrl,
    callAt(address) {
      webhookUrl = address
    },
  }
  const desk = { faults, webhooks, errorFor, areStatusesEarly: options.echoBeforeResponse ?? false }

  const emulator: TiktokEmulator = {
    ...workingsOf({ clock, faults, webhooks, servers: [server] }),
    url,
    businessId: account.businessId,
    connect(address) {
      webhookUrl = address
    },
    customer(userId, { username } = {}) {
      const chat = world.chatWith(userId)
      if (username !== undefined) chat.person.username = username
      return new Customer(chat, { world, files, notices })
    },
    chat: (conversationId) => chatView(world.find(conversationId), conversationId),
    chats: () => world.chats().map((chat) => chatView(chat, chat.conversationId)),
    deliver: (event, content) => notices.post(event, content),
    tokens: () => tokens.current(),
    revokeToken: () => tokens.revoke(),
    restoreToken: (accessToken) => tokens.restore(accessToken),
  }
  return emulator
}
