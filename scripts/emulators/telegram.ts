import { answer } from './desk/answer.ts'
import { Clock } from './desk/clock.ts'
import { workingsOf } from './desk/emulator.ts'
import { Faults } from './desk/faults.ts'
import { isObject, tryJson } from './desk/json.ts'
import { openServer } from './desk/server.ts'
import { callOf } from './telegram/api.ts'
import { control } from './telegram/control.ts'
import { Customer, type Profile } from './telegram/customer.ts'
import type { ChatView, TelegramEmulator, TelegramEmulatorOptions } from './telegram/emulator.ts'
import { errorFor, type TelegramFaults } from './telegram/faults.ts'
import { Updates } from './telegram/updates.ts'
import { type Chat, World } from './telegram/world.ts'

export type { TelegramEmulator, TelegramEmulatorOptions } from './telegram/emulator.ts'

/**
 * A local stand-in of Telegram's Bot API with one bot, as strict as the provider. It has three sides: the one the product
 * calls, the customers, and the faults. The last two are methods here and the same over HTTP under `/control`. Where its
 * webhooks go is told by the product itself, with `setWebhook`.
 *
 * @example
 * const telegram = await startTelegramEmulator({ botToken: '7000112233:AAInventedTokenOfNoUse_0123456789abc' })
 * await telegram.customer(5528190347, { name: 'Mara', lastName: 'Muster' }).sendText('Hello')
 */
export async function startTelegramEmulator(options: TelegramEmulatorOptions): Promise<TelegramEmulator> {
  const clock = new Clock(options.clockOffset ?? 0)
  const world = new World(clock)
  const faults: TelegramFaults = new Faults('send')
  const updates = new Updates({
    timeoutMs: options.webhookTimeoutMs ?? 10_000,
    redeliverAfterMs: options.redeliverAfterMs ?? [20, 100, 300, 1_000, 3_000],
  })
  const { webhooks } = updates
  const bot = {
    id: Number(options.botToken.split(':')[0]),
    firstName: options.botName ?? 'Example Shop',
    username: options.botUsername ?? 'example_shop_bot',
  }
  let botToken: string | null = options.botToken

  const api = { world, updates, bot, botToken: () => botToken }
  const server = await openServer({
    name: 'Telegram',
    port: options.port ?? 0,
    control: (request) => control(request, emulator),
    serve: (request, response) => answer(() => callOf(request, api), response, { faults, webhooks, errorFor }),
  })

  const emulator: TelegramEmulator = {
    ...workingsOf({ clock, faults, webhooks, servers: [server] }),
    url: server.url,

    customer(id, profile = {}) {
      const chat = world.chat(Number(id))
      dress(chat, profile, world)
      return new Customer(chat, { world, updates, bot })
    },

    chat(id) {
      const chat = world.findChat(Number(id))
      return chat === null ? { id: Number(id), name: '', action: null, hasBlocked: false, messages: [] } : view(chat)
    },

    chats: () => world.chats().map(view),
    isHeard: (queryId) => world.spinning.get(queryId) === 'heard',
    requests: () =>
      server.requests().map((request) => ({ ...request, path: request.path.replace(/\/bot[^/]*/, '/bot…') })),
    deliver: (payload) => updates.post(payload),
    answeredCalls: () =>
      webhooks
        .deliveries()
        .flatMap(({ attempts }) => attempts.map(({ detail }) => tryJson(detail)))
        .flatMap((body) => (isObject(body) && typeof body.method === 'string' ? [body.method] : [])),

    revokeToken() {
      botToken = null
    },

    restoreToken(token = options.botToken) {
      botToken = token
    },
  }
  return emulator
}

function dress({ person }: Chat, { name, lastName, photo, ...rest }: Profile, world: World): void {
  Object.assign(person, rest)
  if (name !== undefined) {
    // `Mara Muster`: what is not said to be the last name is in the first word and what follows it.
    const [first = name, ...others] = lastName === undefined ? name.split(' ') : [name]
    person.firstName = first
    person.lastName = others.join(' ') || null
  }
  if (lastName !== undefined) person.lastName = lastName
  if (photo !== undefined) {
    person.photo = photo && world.addFile('profile_photos', { type: 'image/jpeg', name: null, bytes: photo })
  }
}

function view({ person, messages, action }: Chat): ChatView {
  const { id, firstName, lastName, hasBlocked } = person
  const name = [firstName, lastName].filter((part) => part !== null).join(' ')
  return { id, name, action, hasBlocked, messages: structuredClone(messages) }
}
