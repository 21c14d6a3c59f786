import { createServer } from 'node:http'
import { answer } from './graph/answer.ts'
import { bodyForRecord, type GraphApi } from './graph/api.ts'
import { Clock } from './graph/clock.ts'
import { control } from './graph/control.ts'
import { Customer } from './graph/customer.ts'
import type { ChatView, GraphEmulator, GraphEmulatorOptions, NumberOptions, RecordedRequest } from './graph/emulator.ts'
import { readRequest, send } from './graph/exchange.ts'
import { Faults } from './graph/faults.ts'
import { Files } from './graph/files.ts'
import { Notices } from './graph/notices.ts'
import { exampleTemplates } from './graph/templates.ts'
import { Webhooks } from './graph/webhooks.ts'
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
  const faults = new Faults()
  const webhooks = new Webhooks({
    appSecret: options.appSecret,
    timeoutMs: options.webhookTimeoutMs ?? 5_000,
    redeliverAfterMs: options.redeliverAfterMs ?? [100, 300, 1_000, 3_000],
  })
  const notices = new Notices(webhooks, clock, { sentMs: 10, deliveredMs: 10, readMs: 10, ...options.statusDelays })
  const requests: RecordedRequest[] = []
  let accessToken: string | null = options.accessToken

  for (const number of options.numbers ?? [FIRST_NUMBER]) addNumber(world, number)

  const server = createServer((incoming, response) => {
    serve().catch((error: unknown) => {
      // Who hangs up in the middle of a request gets no answer, and that is no fault of ours.
      if (!incoming.errored) console.error('The Graph emulator failed:', error)
      response.destroy()
    })

    async function serve(): Promise<void> {
      const request = await readRequest(incoming)
      if (!/^\/(v\d|whatsapp_business\/)/.test(request.path)) return send(response, await control(request, emulator))

      const { method, path, query, headers } = request
      const index = requests.length
      const record = {
        method,
        path,
        query: Object.fromEntries(query),
        headers: Object.fromEntries(headers),
        body: bodyForRecord(request),
      }
      requests.push({ ...record, status: null })
      const desk = { api, faults, notices, webhooks, areStatusesEarly: options.statusBeforeResponse ?? false }
      requests[index] = { ...record, status: await answer(request, response, desk) }
    }
  })

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
  const url = `http://127.0.0.1:${address.port}`

  const numberOf = (phoneNumberId?: string): BusinessNumber => {
    const number = phoneNumberId === undefined ? [...world.numbers.values()][0] : world.numbers.get(phoneNumberId)
    if (number === undefined) throw new Error(`There is no number ${phoneNumberId ?? 'at all'}.`)
    return number
  }

  const subscribe: GraphApi['subscribe'] = async (number, callback) => {
    await webhooks.shakeHands(callback.url, callback.verifyToken)
    number.webhookUrl = callback.url
  }

  const api: GraphApi = {
    world,
    files,
    templates: options.templates ?? exampleTemplates,
    baseUrl: url,
    accessToken: () => accessToken,
    subscribe,
  }

  const emulator: GraphEmulator = {
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
    requests: () => structuredClone(requests),
    deliveries: () => webhooks.deliveries(),
    faults,

    async deliver(payload, phoneNumberId) {
      const { webhookUrl } = numberOf(phoneNumberId)
      if (webhookUrl === null) throw new Error('No webhook is connected.')
      return webhooks.deliver(webhookUrl, payload)
    },

    redeliverLast: (times = 1) => webhooks.redeliverLast(times),

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

    advanceClock: (ms) => clock.advance(ms),
    now: () => clock.now(),
    settled: () => webhooks.settled(),

    async stop() {
      const closed = new Promise((resolve) => server.close(resolve))
      await webhooks.stop()
      server.closeAllConnections()
      await closed
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
