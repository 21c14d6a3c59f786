import { control as controlDesk, string } from '../desk/control.ts'
import type { HttpRequest, Reply } from '../desk/exchange.ts'
import { isObject, type JsonObject } from '../desk/json.ts'
import type { Customer, Profile, Sent } from './customer.ts'
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
  const text = typeof body.text === 'string' ? body.text : undefined
  switch (action) {
    case 'text':
      return customer.sendText(string(body.text))
    case 'media': {
      const file = { bytes: Buffer.from(string(body.bytes), 'base64'), type: string(body.type) }
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

function profileOf({ ownNumber, isReachable, isBlocking, isLandline }: JsonObject) {
  const profile: Profile & Readonly<{ ownNumber?: string }> = {
    ...(typeof ownNumber === 'string' && { ownNumber }),
    ...(typeof isReachable === 'boolean' && { isReachable }),
    ...(typeof isBlocking === 'boolean' && { isBlocking }),
    ...(typeof isLandline === 'boolean' && { isLandline }),
  }
  return profile
}

function fieldsOf(value: unknown): Fields {
  return Object.fromEntries(Object.entries(isObject(value) ? value : {}).map(([key, field]) => [key, String(field)]))
}
