import { bytes, control as controlDesk, flags, number, optional, string, texts } from '../desk/control.ts'
import type { HttpRequest, Reply } from '../desk/exchange.ts'
import type { JsonObject } from '../desk/json.ts'
import type { Sent } from '../desk/webhooks.ts'
import type { Customer, FileOptions, Profile } from './customer.ts'
import type { TelegramEmulator } from './emulator.ts'

const page = {
  title: "A customer's Telegram",
  addressLabel: 'User id',
  addressPattern: '[0-9]{5,15}',
  address: '5528190347',
  name: 'Mara Muster',
}

export function control(request: HttpRequest, emulator: TelegramEmulator): Promise<Reply> {
  return controlDesk(request, emulator, page, (route, body) => act(route, body, emulator))
}

async function act(route: string, body: JsonObject, emulator: TelegramEmulator): Promise<unknown> {
  const customer = /^POST \/control\/customers\/(\d+)\/([a-z-]+)$/.exec(route)
  if (customer) return actAs(emulator.customer(customer[1]!, profileOf(body)), customer[2]!, body)

  const chat = /^GET \/control\/chats\/(\d+)$/.exec(route)
  if (chat) return emulator.chat(chat[1]!)

  return route === 'POST /control/deliver' ? emulator.deliver(body.payload) : undefined
}

async function actAs(customer: Customer, action: string, body: JsonObject): Promise<Sent | object | undefined> {
  const options = optionsOf(body)

  switch (action) {
    case 'start':
      return customer.start(optional(body.payload))
    case 'text':
      return customer.sendText(string(body.text), options)
    case 'photo':
      return customer.sendPhoto(bytes(body.bytes), options)
    case 'document':
      return customer.sendDocument(bytes(body.bytes), options)
    case 'voice':
      return customer.sendVoice(bytes(body.bytes), options)
    case 'location':
      return customer.sendLocation(number(body.latitude, 0), number(body.longitude, 0), options)
    case 'phone':
      return customer.sharePhone(string(body.phone))
    case 'press':
      return customer.press(string(body.messageId), string(body.title))
    case 'react':
      return customer.react(string(body.messageId), optional(body.emoji) ?? null)
    case 'edit':
      return customer.edit(string(body.messageId), string(body.text))
    case 'block':
      return { status: await customer.block() }
    case 'unblock':
      return { status: await customer.unblock() }
    default:
      return undefined
  }
}

function profileOf(body: JsonObject): Profile {
  return { ...texts(body, 'name', 'lastName', 'username', 'languageCode'), ...flags(body, 'isDeactivated') }
}

function optionsOf(body: JsonObject): FileOptions {
  const named = { ...body, name: body.fileName }
  return { ...texts(named, 'name', 'replyTo', 'quote', 'type', 'caption'), ...flags(body, 'isForwarded') }
}
