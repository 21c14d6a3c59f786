import { bytes, control as controlDesk, flags, number, optional, string, texts } from '../desk/control.ts'
import type { HttpRequest, Reply } from '../desk/exchange.ts'
import type { JsonObject } from '../desk/json.ts'
import type { Sent } from '../desk/webhooks.ts'
import type { Customer, FileOptions, Profile } from './customer.ts'
import type { GraphEmulator } from './emulator.ts'
import { type Review, reviews } from './reviews.ts'

const page = {
  title: "A customer's phone",
  addressLabel: 'Number',
  addressPattern: '[0-9]{5,20}',
  address: '447700900001',
  name: 'Mara Muster',
}

export function control(request: HttpRequest, emulator: GraphEmulator): Promise<Reply> {
  return controlDesk(request, emulator, page, (route, body) => act(route, body, emulator))
}

async function act(route: string, body: JsonObject, emulator: GraphEmulator): Promise<unknown> {
  const customer = /^POST \/control\/customers\/(\d+)\/([a-z-]+)$/.exec(route)
  if (customer) return actAs(emulator.customer(customer[1]!, profileOf(body)), customer[2]!, body)

  const chat = /^GET \/control\/chats\/([\w.]+)$/.exec(route)
  if (chat) return emulator.chat(chat[1]!)

  switch (route) {
    case 'POST /control/connect': {
      const { phoneNumberId, webhookUrl } = body
      await emulator.connect({ ...body, phoneNumberId: string(phoneNumberId), webhookUrl: string(webhookUrl) })
      return { connected: true }
    }
    case 'POST /control/templates': {
      const { name, language, event } = body
      const review = { name: string(name), language: string(language), event: eventOf(event) }
      return {
        status: await emulator.reviewTemplate({ ...review, ...texts(body, 'reason'), ...flags(body, 'isSilent') }),
      }
    }
    case 'POST /control/deliver':
      return emulator.deliver(body.payload)
    default:
      return undefined
  }
}

async function actAs(customer: Customer, action: string, body: JsonObject): Promise<Sent | undefined> {
  const options = optionsOf(body)

  switch (action) {
    case 'text':
      return customer.sendText(string(body.text), options)
    case 'image':
      return customer.sendImage(bytes(body.bytes), undefined, options)
    case 'document':
      return customer.sendDocument(bytes(body.bytes), options)
    case 'voice':
      return customer.sendVoice(bytes(body.bytes), options)
    case 'location':
      return customer.sendLocation(
        { latitude: number(body.latitude, 0), longitude: number(body.longitude, 0) },
        options,
      )
    case 'tap':
      return customer.tapButton({ id: string(body.id), title: string(body.title) }, options)
    case 'react':
      return customer.react(string(body.messageId), optional(body.emoji) ?? null)
    case 'edit':
      return customer.edit(string(body.messageId), string(body.text))
    case 'revoke':
      return customer.revoke(string(body.messageId))
    case 'phone':
      return customer.receiveFromPhone(string(body.text))
    case 'raw':
      return customer.sendRaw(string(body.type), body.content, options)
    default:
      return undefined
  }
}

function eventOf(value: unknown): Review['event'] {
  const event = reviews.find((known) => known === value)
  if (event === undefined) throw new Error(`event: one of ${reviews.join(', ')}`)
  return event
}

function profileOf(body: JsonObject): Profile {
  return { ...texts(body, 'name', 'username', 'phoneNumberId'), ...flags(body, 'hidesNumber', 'isReachable') }
}

function optionsOf(body: JsonObject): FileOptions {
  const named = { ...body, name: body.fileName }
  return { ...texts(named, 'name', 'replyTo', 'type', 'caption'), ...flags(body, 'isForwarded') }
}
