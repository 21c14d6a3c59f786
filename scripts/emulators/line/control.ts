import { bytes, control as controlDesk, flags, number, string, texts } from '../desk/control.ts'
import type { HttpRequest, Reply } from '../desk/exchange.ts'
import { isObject, type JsonObject } from '../desk/json.ts'
import type { Sent } from '../desk/webhooks.ts'
import type { Customer, Profile } from './customer.ts'
import type { LineEmulator } from './emulator.ts'

const page = {
  title: "A customer's phone",
  addressLabel: 'LINE name',
  addressPattern: '[A-Za-z0-9]{1,40}',
  address: 'haruka',
  name: 'Haruka',
}

export function control(request: HttpRequest, emulator: LineEmulator): Promise<Reply> {
  return controlDesk(request, emulator, page, (route, body) => act(route, body, emulator))
}

async function act(route: string, body: JsonObject, emulator: LineEmulator): Promise<unknown> {
  const customer = /^POST \/control\/customers\/(\w+)\/([a-z-]+)$/.exec(route)
  if (customer) return actAs(emulator.customer(customer[1]!, profileOf(body)), customer[2]!, body)

  const chat = /^GET \/control\/chats\/(\w+)$/.exec(route)
  if (chat) return emulator.chat(chat[1]!)

  switch (route) {
    case 'POST /control/connect':
      emulator.connect({ webhookUrl: string(body.webhookUrl), isActive: body.isActive !== false })
      return { connected: true }
    case 'POST /control/verify':
      return { status: await emulator.verify() }
    case 'POST /control/deliver':
      return { status: await emulator.deliver(Array.isArray(body.events) ? body.events.filter(isObject) : []) }
    default:
      return undefined
  }
}

async function actAs(customer: Customer, action: string, body: JsonObject): Promise<Sent | undefined> {
  const options = texts(body, 'replyTo')

  switch (action) {
    case 'text':
      return customer.sendText(string(body.text), options)
    case 'image':
      return customer.sendImage(bytes(body.bytes), undefined, options)
    case 'video':
      return customer.sendVideo(bytes(body.bytes), options)
    case 'voice':
      return customer.sendVoice(bytes(body.bytes), options)
    case 'file':
      return customer.sendFile(bytes(body.bytes), string(body.fileName), options)
    case 'location':
      return customer.sendLocation({ latitude: number(body.latitude, 0), longitude: number(body.longitude, 0) })
    case 'sticker':
      return customer.sendSticker(string(body.stickerId), options)
    case 'tap':
      return customer.tap(string(body.label))
    case 'menu':
      return customer.tapMenu(string(body.data))
    case 'unsend':
      return customer.unsend(string(body.messageId))
    case 'follow':
      return customer.follow()
    case 'block':
      return customer.block()
    case 'raw':
      return customer.sendRaw(isObject(body.message) ? body.message : {}, options)
    default:
      return undefined
  }
}

function profileOf(body: JsonObject): Profile {
  return { ...texts(body, 'name', 'language'), ...flags(body, 'isFriend') }
}
