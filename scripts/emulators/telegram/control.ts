import { control as controlDesk, number, optional, string } from '../desk/control.ts'
import type { HttpRequest, Reply } from '../desk/exchange.ts'
import type { JsonObject } from '../desk/json.ts'
import type { Customer, FileOptions, Profile, Sent } from './customer.ts'
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
  const bytes = (): Buffer => Buffer.from(string(body.bytes), 'base64')

  switch (action) {
    case 'start':
      return customer.start(optional(body.payload))
    case 'text':
      return customer.sendText(string(body.text), options)
    case 'photo':
      return customer.sendPhoto(bytes(), options)
    case 'document':
      return customer.sendDocument(bytes(), options)
    case 'voice':
      return customer.sendVoice(bytes(), options)
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

function profileOf({ name, lastName, username, languageCode, isDeactivated }: JsonObject): Profile {
  return {
    ...(typeof name === 'string' && { name }),
    ...(typeof lastName === 'string' && { lastName }),
    ...(typeof username === 'string' && { username }),
    ...(typeof languageCode === 'string' && { languageCode }),
    ...(typeof isDeactivated === 'boolean' && { isDeactivated }),
  }
}

function optionsOf({ replyTo, quote, isForwarded, fileName, type, caption }: JsonObject): FileOptions {
  return {
    ...(typeof replyTo === 'string' && { replyTo }),
    ...(typeof quote === 'string' && { quote }),
    ...(typeof isForwarded === 'boolean' && { isForwarded }),
    ...(typeof fileName === 'string' && { name: fileName }),
    ...(typeof type === 'string' && { type }),
    ...(typeof caption === 'string' && { caption }),
  }
}
