import { answer } from './desk/answer.ts'
import { Clock } from './desk/clock.ts'
import { workingsOf } from './desk/emulator.ts'
import { Faults } from './desk/faults.ts'
import { openServer } from './desk/server.ts'
import { callOf, type SystemApi } from './example-system/api.ts'
import { control } from './example-system/control.ts'
import { Customer } from './example-system/customer.ts'
import { errorFor, type SystemFaults } from './example-system/faults.ts'
import { Notices } from './example-system/notices.ts'
import type { ExampleSystem, ExampleSystemOptions } from './example-system/system.ts'
import { openWebhooks } from './example-system/webhooks.ts'
import { chatView, World } from './example-system/world.ts'

export type { ExampleSystem, ExampleSystemOptions } from './example-system/system.ts'

/**
 * Another system whose customers are written to through the `api` channel: it takes signed messages, knows repetitions, and
 * writes in. As strict as the documentation asks everybody to be.
 *
 * @example
 * const system = await startExampleSystem({})
 * // Connect an `api` channel with `settings.url` = `system.messagesUrl`, then:
 * system.connect({ webhookUrl, signingSecret })
 * await system.customer('mara-1', { name: 'Mara Muster' }).sendText('Hello')
 */
export async function startExampleSystem(options: ExampleSystemOptions): Promise<ExampleSystem> {
  const clock = new Clock(options.clockOffset ?? 0)
  const world = new World(clock)
  const faults: SystemFaults = new Faults('send')
  let connection = options.connection ?? null
  let isForgetful = false

  const webhooks = openWebhooks({
    secret: () => connection?.signingSecret ?? '',
    timeoutMs: options.webhookTimeoutMs ?? 5_000,
    redeliverAfterMs: options.redeliverAfterMs ?? [100, 300, 1_000, 3_000],
  })
  const notices = new Notices({
    webhooks,
    clock,
    delays: { deliveredMs: 10, readMs: 10, ...options.delays },
    url: () => connection?.webhookUrl ?? null,
  })

  const server = await openServer({
    name: 'example system',
    port: options.port ?? 0,
    control: (request) => control(request, system),
    serve: (request, response) => answer(() => callOf(request, api), response, desk),
  })
  const { url } = server
  const api: SystemApi = {
    world,
    notices,
    secret: () => (isForgetful ? '' : (connection?.signingSecret ?? '')),
  }
  const desk = { faults, webhooks, errorFor, areStatusesEarly: options.statusBeforeResponse ?? false }

  const system: ExampleSystem = {
    ...workingsOf({ clock, faults, webhooks, servers: [server] }),
    url,
    messagesUrl: `${url}/messages`,
    connect(to) {
      connection = to
    },
    customer(address, person = {}) {
      const chat = world.chatWith(address)
      Object.assign(chat.person, person)
      return new Customer(chat, { world, notices, baseUrl: url })
    },
    chat: (address) => chatView(world.find(address), address),
    chats: () => world.chats().map((chat) => chatView(chat, chat.person.address)),
    deliver: (...events) => notices.post(...events),
    revokeToken() {
      isForgetful = true
    },
    restoreToken() {
      isForgetful = false
    },
  }
  return system
}
