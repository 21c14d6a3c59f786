import { answer } from './desk/answer.ts'
import { Clock } from './desk/clock.ts'
import { workingsOf } from './desk/emulator.ts'
import { Faults } from './desk/faults.ts'
import { openServer } from './desk/server.ts'
import { callOf, type Operation, type TwilioApi } from './twilio/api.ts'
import { control } from './twilio/control.ts'
import { Customer } from './twilio/customer.ts'
import type { ChatView, NumberOptions, TwilioEmulator, TwilioEmulatorOptions } from './twilio/emulator.ts'
import { Notices, openWebhooks } from './twilio/notices.ts'
import { errorFor, type TwilioFault } from './twilio/refusal.ts'
import { openStore } from './twilio/store.ts'
import { type Chat, type OwnNumber, World } from './twilio/world.ts'

export type { TwilioEmulator, TwilioEmulatorOptions } from './twilio/emulator.ts'

/**
 * A local stand-in of Twilio for text and multimedia messages, as strict as the provider. It has three sides: the one the
 * product calls, the customers, and the faults. The last two are methods here and the same over HTTP under `/control`.
 *
 * @example
 * const twilio = await startTwilioEmulator({ accountSid: 'AC…', authToken: '…' })
 * twilio.connect({ number: '+12065550123', webhookUrl })
 * await twilio.customer('+15035550147').sendText('Hello')
 */
export async function startTwilioEmulator(options: TwilioEmulatorOptions): Promise<TwilioEmulator> {
  const { accountSid, accountName = 'Example Shop' } = options
  const clock = new Clock(options.clockOffset ?? 0)
  const world = new World(clock)
  const faults = new Faults<Operation, TwilioFault>('send')
  const store = await openStore(clock)
  let signingToken = options.authToken
  let authToken: string | null = options.authToken

  const webhooks = openWebhooks({
    authToken: () => signingToken,
    timeoutMs: options.webhookTimeoutMs ?? 15_000,
    // Twilio gives up at once, unless an address ends in `#rc=5&rp=all`.
    redeliverAfterMs: options.redeliverAfterMs ?? [],
  })
  const delays = { sentMs: 10, deliveredMs: 10, ...options.statusDelays }
  const notices = new Notices(webhooks, world, accountSid, delays)
  const api: TwilioApi = {
    ...{ world, store, accountSid, accountName },
    authToken: () => authToken,
    tellFate: (taken) => notices.tellFate(taken),
  }
  const desk = { faults, webhooks, errorFor, areStatusesEarly: options.statusBeforeResponse ?? false }

  const server = await openServer({
    name: 'Twilio',
    port: options.port ?? 0,
    control: (request) => control(request, emulator),
    serve: (request, response) => answer(() => callOf(request, api), response, desk),
  })
  const baseUrl = `${server.url}/2010-04-01/Accounts/${accountSid}`

  for (const { number, ...about } of options.numbers ?? []) world.addNumber(number, about)

  const ownNumber = (number?: string): OwnNumber => {
    const own = number === undefined ? [...world.numbers.values()][0] : world.numbers.get(number)
    if (own === undefined) throw new Error(`There is no number ${number ?? 'at all'}.`)
    return own
  }

  const emulator: TwilioEmulator = {
    ...workingsOf({ clock, faults, webhooks, servers: [server, store] }),
    url: server.url,

    connect({ number, ...about }: NumberOptions & Readonly<{ webhookUrl: string }>) {
      world.addNumber(number, about)
    },

    customer(number, { ownNumber: to, ...profile } = {}) {
      const person = Object.assign(world.person(number), profile)
      return new Customer(world.chat(ownNumber(to), person), { world, notices, baseUrl })
    },

    chat(number, to) {
      const own = ownNumber(to).number
      const chat = world.chats().find((one) => one.own.number === own && one.person.number === number)
      return chat === undefined ? { ownNumber: own, number, hasOptedOut: false, messages: [] } : view(chat)
    },

    chats: () => world.chats().map(view),

    async deliver(fields, to) {
      const { webhookUrl } = ownNumber(to)
      if (webhookUrl === null) throw new Error('No webhook is connected.')
      return webhooks.deliver(webhookUrl, fields)
    },

    async tellStatus(messageSid, status, error) {
      const found = world.message(messageSid)
      if (found === null) throw new Error(`The product sent no message ${messageSid}.`)
      return notices.tellStatus(found.chat, found.message, status, error ?? null)
    },

    rotateToken(token) {
      signingToken = token
    },

    revokeToken() {
      authToken = null
    },

    restoreToken(token = options.authToken) {
      authToken = token
      signingToken = token
    },
  }
  return emulator
}

function view({ own, person, hasOptedOut, messages }: Chat): ChatView {
  return {
    ownNumber: own.number,
    number: person.number,
    hasOptedOut,
    messages: messages.map(({ media, ...message }) => ({
      ...structuredClone(message),
      media: media.map(({ type, bytes }) => ({ type, size: bytes.byteLength })),
    })),
  }
}
