import { bytes, control as controlDesk, flags, optional, string, texts } from '../desk/control.ts'
import type { HttpRequest, Reply } from '../desk/exchange.ts'
import { isObject, type JsonObject } from '../desk/json.ts'
import type { Sent } from '../desk/webhooks.ts'
import type { Customer, Profile } from './customer.ts'
import type { TwilioEmulator } from './emulator.ts'
import type { Fields } from './notices.ts'

const page = {
  title: "A customer's phone",
  addressLabel: 'Number',
  addressPattern: '[+]?[0-9A-Za-z]{3,16}',
  address: '+15035550147',
  name: 'Mara Muster',
}

export function control(request: HttpRequest, emulator: TwilioEmulator): Promise<Reply> {
  return controlDesk(request, emulator, page, (route, body) => act(route, body, emulator))
}

async function act(route: string, body: JsonObject, emulator: TwilioEmulator): Promise<unknown> {
  const customer = /^POST \/control\/customers\/(\+?\w+)\/([a-z-]+)$/.exec(route)
  if (customer) return actAs(emulator.customer(customer[1]!, profileOf(body)), customer[2]!, body)

  const chat = /^GET \/control\/chats\/(\+?\w+)$/.exec(route)
  if (chat) return emulator.chat(chat[1]!)

  switch (route) {
    case 'POST /control/connect':
      emulator.connect({ ...body, number: string(body.number), webhookUrl: string(body.webhookUrl) })
      return { connected: true }
    case 'POST /control/deliver':
      return emulator.deliver(fieldsOf(body.fields))
    default:
      return undefined
  }
}

async function actAs(customer: Customer, action: string, body: JsonObject): Promise<Sent | undefined> {
  const text = optional(body.text)
  switch (action) {
    case 'text':
      return customer.sendText(string(body.text))
    case 'media': {
      const file = { bytes: bytes(body.bytes), type: string(body.type) }
      return customer.sendMedia([file], text)
    }
    case 'opt-out':
      return customer.optOut(text)
    case 'opt-in':
      return customer.optIn(text)
    case 'raw':
      return customer.sendRaw(fieldsOf(body.fields))
    default:
      return undefined
  }
}

function profileOf(body: JsonObject): Profile & Readonly<{ ownNumber?: string }> {
  return { ...texts(body, 'ownNumber'), ...flags(body, 'isReachable', 'isBlocking', 'isLandline') }
}

function fieldsOf(value: unknown): Fields {
  return Object.fromEntries(Object.entries(isObject(value) ? value : {}).map(([key, field]) => [key, String(field)]))
}
