import { bytes, control as controlDesk, optional, string, texts } from '../desk/control.ts'
import type { HttpRequest, Reply } from '../desk/exchange.ts'
import type { JsonObject } from '../desk/json.ts'
import type { Customer } from './customer.ts'
import type { ExampleSystem } from './system.ts'

const page = {
  title: 'A customer of another system',
  addressLabel: 'Address',
  addressPattern: '[A-Za-z0-9._@+\\-]{1,100}',
  address: 'mara-1',
  name: 'Mara Muster',
}

export function control(request: HttpRequest, system: ExampleSystem): Promise<Reply> {
  return controlDesk(request, system, page, (route, body) => act(route, body, system))
}

async function act(route: string, body: JsonObject, system: ExampleSystem): Promise<unknown> {
  const customer = /^POST \/control\/customers\/([^/]+)\/([a-z-]+)$/.exec(route)
  if (customer) return actAs(system.customer(customer[1]!, texts(body, 'name')), customer[2]!, body)

  const chat = /^GET \/control\/chats\/([^/]+)$/.exec(route)
  if (chat) return system.chat(chat[1]!)

  switch (route) {
    case 'POST /control/connect':
      system.connect({ webhookUrl: string(body.webhookUrl), signingSecret: string(body.signingSecret) })
      return { connected: true }
    case 'POST /control/deliver':
      return system.deliver(...(Array.isArray(body.events) ? body.events : []))
    default:
      return undefined
  }
}

async function actAs(customer: Customer, action: string, body: JsonObject): Promise<unknown> {
  switch (action) {
    case 'text':
      return customer.sendText(string(body.text), { replyTo: optional(body.replyTo) ?? null })
    case 'file': {
      const file = { name: string(body.fileName), type: string(body.type), bytes: bytes(body.bytes) }
      return customer.sendFile(file, optional(body.text))
    }
    case 'react':
      return customer.react(string(body.messageId), optional(body.emoji) ?? null)
    case 'edit':
      return customer.edit(string(body.messageId), string(body.text))
    case 'remove':
      return customer.remove(string(body.messageId))
    case 'block':
      return customer.block(body.isBlocked !== false)
    case 'elsewhere':
      return customer.receiveElsewhere(string(body.text))
    default:
      return undefined
  }
}
