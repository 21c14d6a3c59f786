import { bytes, control as controlDesk, flags, optional, type Page, string, texts } from '../desk/control.ts'
import type { HttpRequest, Reply } from '../desk/exchange.ts'
import type { JsonObject } from '../desk/json.ts'
import type { Customer, FileOptions, Profile } from './customer.ts'
import type { MessagingEmulator } from './emulator.ts'

export function control(request: HttpRequest, emulator: MessagingEmulator, page: Page): Promise<Reply> {
  return controlDesk(request, emulator, page, (route, body) => act(route, body, emulator))
}

async function act(route: string, body: JsonObject, emulator: MessagingEmulator): Promise<unknown> {
  const customer = /^POST \/control\/customers\/(\d+)\/([a-z-]+)$/.exec(route)
  if (customer) return actAs(emulator.customer(customer[1]!, profileOf(body)), customer[2]!, body)

  const chat = /^GET \/control\/chats\/(\d+)$/.exec(route)
  if (chat) return emulator.chat(chat[1]!)

  switch (route) {
    case 'POST /control/connect':
      await emulator.connect({ webhookUrl: string(body.webhookUrl), ...texts(body, 'verifyToken') })
      return { connected: true }
    case 'POST /control/deliver':
      return emulator.deliver(body.payload)
    default:
      return undefined
  }
}

async function actAs(customer: Customer, action: string, body: JsonObject): Promise<unknown> {
  const options = optionsOf(body)

  switch (action) {
    case 'text':
      return customer.sendText(string(body.text), options)
    case 'image':
      return customer.sendImage(bytes(body.bytes), options)
    case 'document':
      return customer.sendDocument(bytes(body.bytes), options)
    case 'voice':
      return customer.sendVoice(bytes(body.bytes), options)
    case 'share':
      return customer.share({ url: string(body.url), title: optional(body.title) ?? '' }, optional(body.as))
    case 'story-answer':
      return customer.answerStory(string(body.text), { id: string(body.id), url: string(body.url) })
    case 'story-mention':
      return customer.mentionInStory(bytes(body.bytes), options)
    case 'tap':
      return customer.tapQuickReply({ title: string(body.title), payload: string(body.payload) }, options)
    case 'tap-button':
      return customer.tapButton({ title: string(body.title), payload: string(body.payload) })
    case 'come':
      return { status: await customer.comeBy({ ref: string(body.ref) }) }
    case 'react':
      return { status: await customer.react(string(body.messageId), optional(body.emoji) ?? null) }
    case 'edit':
      return { status: await customer.edit(string(body.messageId), string(body.text)) }
    case 'unsend':
      return { status: await customer.unsend(string(body.messageId)) }
    case 'read':
      return { status: await customer.read() }
    case 'inbox':
      return customer.receiveFromInbox(string(body.text))
    case 'bot':
      return customer.writeToBot(string(body.text), options)
    default:
      return undefined
  }
}

function profileOf(body: JsonObject): Profile {
  return { ...texts(body, 'name', 'username'), ...flags(body, 'isReachable') }
}

function optionsOf(body: JsonObject): FileOptions {
  return texts({ ...body, name: body.fileName }, 'name', 'replyTo', 'type')
}
