import { bytes, control as controlDesk, optional, string, texts } from '../desk/control.ts'
import type { HttpRequest, Reply } from '../desk/exchange.ts'
import type { JsonObject } from '../desk/json.ts'
import type { Customer } from './customer.ts'
import type { TiktokEmulator } from './emulator.ts'

const page = {
  title: "A customer's TikTok",
  addressLabel: 'User id',
  addressPattern: '[0-9]{5,25}',
  address: '7009988776655443322',
  name: 'mara.example',
}

export function control(request: HttpRequest, emulator: TiktokEmulator): Promise<Reply> {
  return controlDesk(request, emulator, page, (route, body) => act(route, body, emulator))
}

async function act(route: string, body: JsonObject, emulator: TiktokEmulator): Promise<unknown> {
  const customer = /^POST \/control\/customers\/(\d+)\/([a-z-]+)$/.exec(route)
  if (customer) return actAs(customerOf(emulator, customer[1]!, body), customer[2]!, body)

  const chat = /^GET \/control\/chats\/(\d+)$/.exec(route)
  if (chat) return emulator.chat(customerOf(emulator, chat[1]!, {}).conversationId)

  switch (route) {
    case 'POST /control/connect':
      emulator.connect(string(body.webhookUrl))
      return { connected: true }
    case 'POST /control/deliver':
      return emulator.deliver(string(body.event), string(body.content))
    default:
      return undefined
  }
}

function customerOf(emulator: TiktokEmulator, userId: string, { name }: JsonObject): Customer {
  return emulator.customer(userId, typeof name === 'string' ? { username: name } : {})
}

async function actAs(customer: Customer, action: string, body: JsonObject): Promise<unknown> {
  const options = texts(body, 'replyTo')
  switch (action) {
    case 'text':
      return customer.sendText(string(body.text), options)
    case 'image':
      return customer.sendImage(bytes(body.bytes), options)
    case 'react':
      return customer.react(string(body.messageId), optional(body.emoji) ?? null)
    case 'read':
      return customer.read()
    case 'ad':
      return customer.comeByAd(string(body.id), string(body.title))
    case 'app':
      return customer.receiveFromApp(string(body.text))
    default:
      return undefined
  }
}
