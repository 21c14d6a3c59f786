import { answer } from './desk/answer.ts'
import { Clock } from './desk/clock.ts'
import { workingsOf } from './desk/emulator.ts'
import { Faults } from './desk/faults.ts'
import { openServer } from './desk/server.ts'
import { callOf, type GraphApi } from './graph/api.ts'
import { control } from './graph/control.ts'
import { Customer } from './graph/customer.ts'
import type { ChatView, GraphEmulator, GraphEmulatorOptions, NumberOptions } from './graph/emulator.ts'
import { errorFor, type GraphFaults } from './graph/faults.ts'
import { Files } from './graph/files.ts'
import { Notices } from './graph/notices.ts'
import { newsOf, reviewTemplate } from './graph/reviews.ts'
import { exampleTemplates } from './graph/templates.ts'
import { openWebhooks, shakeHands } from './graph/webhooks.ts'
import { type BusinessNumber, type Chat, World } from './graph/world.ts'

export type { GraphEmulator, GraphEmulatorOptions } from './graph/emulator.ts'

const FIRST_NUMBER = { phoneNumberId: '100000000000001' }
const DEFAULTS = { businessAccountId: '200000000000001', displayPhoneNumber: '15550100001' }

/**
 * A local stand-in of the Graph API for WhatsApp, as strict as the provider. It has three sides: the one the product calls,
 * the customers, and the faults. The last two are methods here and the same over HTTP under `/control`.
 *
 * @example
 * const graph = await startGraphEmulator({ appSecret: 'secret', accessToken: 'token', verifyToken: 'verify' })
 * await graph.connect({ phoneNumberId: '100000000000001', webhookUrl })
 * await graph.customer('447700900001', { name: 'Mara Muster' }).sendText('Hello')
 */
export async function startGraphEmulator(options: GraphEmulatorOptions): Promise<GraphEmulator> {
  const clock = new Clock(options.clockOffset ?? 0)
  const world = new World(clock)
  const files = new Files(clock)
  const faults: GraphFaults = new Faults('send')
  const timeoutMs = options.webhookTimeoutMs ?? 5_000
  const webhooks = openWebhooks({
    appSecret: options.appSecret,
    timeoutMs,
    redeliverAfterMs: options.redeliverAfterMs ?? [100, 300, 1_000, 3_000],
  })
  const notices = new Notices(webhooks, clock, { sentMs: 10, deliveredMs: 10, readMs: 10, ...options.statusDelays })
  const templates = [...(options.templates ?? exampleTemplates)]
  let accessToken: string | null = options.accessToken

  for (const number of options.numbers ?? [FIRST_NUMBER]) addNumber(world, number)

  const server = await openServer({
    name: 'Graph',
    port: options.port ?? 0,
    isControl: ({ path }) => !/^\/(v\d|whatsapp_business\/)/.test(path),
    control: (request) => control(request, emulator),
    serve: (request, response) => answer(() => callOf(request, api), response, desk),
  })
  const { url } = server

  const numberOf = (phoneNumberId?: string): BusinessNumber => {
    const number = phoneNumberId === undefined ? [...world.numbers.values()][0] : world.numbers.get(phoneNumberId)
    if (number === undefined) throw new Error(`There is no number ${phoneNumberId ?? 'at all'}.`)
    return number
  }

  const subscribe: GraphApi['subscribe'] = async (number, callback) => {
    await shakeHands(callback.url, callback.verifyToken)
    number.webhookUrl = callback.url
  }

  const api: GraphApi = {
    world,
    files,
    templates,
    baseUrl: url,
    accessToken: () => accessToken,
    tellFate: (taken, number) => notices.tellFate(taken, number),
    subscribe,
  }
  const desk = { faults, webhooks, errorFor, areStatusesEarly: options.statusBeforeResponse ?? false }

  const emulator: GraphEmulator = {
    ...workingsOf({ clock, faults, webhooks, servers: [server] }),
    url,

    async connect({ webhookUrl, verifyToken = options.verifyToken ?? '', ...number }) {
      await subscribe(addNumber(world, number), { url: webhookUrl, verifyToken })
    },

    customer(waId, { phoneNumberId, ...profile } = {}) {
      const number = numberOf(phoneNumberId)
      const person = Object.assign(world.person(waId), profile)
      return new Customer(number, world.chat(number.id, person), { world, files, notices, baseUrl: url })
    },

    chat(address, phoneNumberId) {
      const number = numberOf(phoneNumberId).id
      const chat = world.findChat(number, address)
      return chat === null ? { phoneNumberId: number, waId: null, userId: null, name: null, messages: [] } : view(chat)
    },

    chats: () => world.chats().map(view),

    async deliver(payload, phoneNumberId) {
      const { webhookUrl } = numberOf(phoneNumberId)
      if (webhookUrl === null) throw new Error('No webhook is connected.')
      return webhooks.deliver(webhookUrl, payload)
    },

    async reviewTemplate(review) {
      const value = reviewTemplate(templates, review)
      const number = [...world.numbers.values()].find(({ webhookUrl }) => webhookUrl !== null)
      if (review.isSilent || !number?.webhookUrl) return null
      const { status } = await webhooks.deliver(number.webhookUrl, newsOf(number.businessAccountId, value, clock.now()))
      return status
    },

    async tellStatus(messageId, status) {
      for (const chat of world.chats()) {
        const message = chat.messages.find(({ id, direction }) => id === messageId && direction === 'out')
        if (message !== undefined) return notices.tellStatus(numberOf(chat.phoneNumberId), chat, message, status)
      }
      throw new Error(`The product sent no message ${messageId}.`)
    },

    revokeToken() {
      accessToken = null
    },

    restoreToken(token = options.accessToken) {
      accessToken = token
    },
  }
  return emulator
}

function addNumber(world: World, { phoneNumberId, ...options }: NumberOptions): BusinessNumber {
  const known = world.numbers.get(phoneNumberId)
  if (known !== undefined) return known

  const number = { ...DEFAULTS, ...options, id: phoneNumberId, webhookUrl: null }
  world.numbers.set(phoneNumberId, number)
  return number
}

function view({ phoneNumberId, person, messages }: Chat): ChatView {
  const { waId, userId, name } = person
  return { phoneNumberId, waId, userId, name, messages: structuredClone(messages) }
}
