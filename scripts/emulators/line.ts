import { answer } from './desk/answer.ts'
import { Clock } from './desk/clock.ts'
import { workingsOf } from './desk/emulator.ts'
import { Faults } from './desk/faults.ts'
import { openServer } from './desk/server.ts'
import { callOf, contentCallOf, type LineApi, type Operation, type Webhook } from './line/api.ts'
import { control } from './line/control.ts'
import { Customer } from './line/customer.ts'
import type { ChatView, LineEmulator, LineEmulatorOptions } from './line/emulator.ts'
import { Notices, openWebhooks } from './line/notices.ts'
import { errorFor, type LineFault } from './line/refusal.ts'
import { type Chat, userIdOf, World } from './line/world.ts'

export type { LineEmulator, LineEmulatorOptions } from './line/emulator.ts'

/**
 * A local stand-in of LINE's Messaging API, as strict as the provider. It has three sides: the one the product calls, on
 * two hosts as in the world, the customers, and the faults. The last two are methods here and the same over HTTP under
 * `/control`.
 *
 * @example
 * const line = await startLineEmulator({ channelSecret: 'secret', accessToken: 'token' })
 * line.connect({ webhookUrl })
 * await line.customer('haruka').sendText('Hello')
 */
export async function startLineEmulator(options: LineEmulatorOptions): Promise<LineEmulator> {
  const { botUserId = userIdOf('bot'), displayName = 'Example Shop' } = options
  const clock = new Clock(options.clockOffset ?? 0)
  const world = new World(clock)
  const faults = new Faults<Operation, LineFault>('send')
  const webhook: Webhook = { endpoint: null, isActive: true }
  const quota = { limit: options.monthlyLimit ?? null, used: 0 }
  let accessToken: string | null = options.accessToken

  const webhooks = openWebhooks({
    channelSecret: options.channelSecret,
    timeoutMs: options.webhookTimeoutMs ?? 2_000,
    redeliverAfterMs: options.redeliverAfterMs ?? [100, 300, 1_000],
  })
  const notices = new Notices(webhooks, webhook, clock, botUserId)
  const api: LineApi = {
    ...{ world, quota, webhook },
    bot: { userId: botUserId, basicId: '@123abcde', displayName },
    dataUrl: () => dataServer.url,
    accessToken: () => accessToken,
    verifyWebhook: () => notices.post([]),
  }
  const desk = { faults, webhooks, errorFor }

  const dataServer = await openServer({
    name: 'LINE content',
    port: options.dataPort ?? 0,
    isControl: () => false,
    control: () => Promise.reject(new Error('There is nothing to control here.')),
    serve: (request, response) => answer(() => contentCallOf(request, api), response, desk),
  })
  const server = await openServer({
    name: 'LINE',
    port: options.port ?? 0,
    control: (request) => control(request, emulator),
    serve: (request, response) => answer(() => callOf(request, api), response, desk),
  })

  const emulator: LineEmulator = {
    ...workingsOf({ clock, faults, webhooks, servers: [server, dataServer] }),
    url: server.url,
    dataUrl: dataServer.url,
    botUserId,

    connect({ webhookUrl, isActive = true }) {
      Object.assign(webhook, { endpoint: webhookUrl, isActive })
    },

    verify: () => notices.post([]),

    customer(name, profile = {}) {
      const chat = world.chat(idOf(name))
      Object.assign(chat.person, profile)
      return new Customer(chat, { world, notices, preparedAfterMs: options.preparedAfterMs ?? 30 })
    },

    chat(name) {
      const chat = world.findChat(idOf(name))
      return chat === null ? { userId: idOf(name), name, isBlocking: false, messages: [] } : view(chat)
    },

    chats: () => world.chats().map(view),
    deliver: (events) => notices.post(events),
    used: () => quota.used,

    revokeToken() {
      accessToken = null
    },

    restoreToken(token = options.accessToken) {
      accessToken = token
    },
  }
  return emulator
}

function idOf(name: string): string {
  return /^U[0-9a-f]{32}$/.test(name) ? name : userIdOf(name)
}

function view({ person, messages }: Chat): ChatView {
  const { userId, name, isBlocking } = person
  return { userId, name, isBlocking, messages: messages.map(({ content: _, ...message }) => structuredClone(message)) }
}
