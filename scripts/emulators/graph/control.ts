import { readFileSync } from 'node:fs'
import type { Customer, FileOptions, Profile, Sent } from './customer.ts'
import type { GraphEmulator } from './emulator.ts'
import { type HttpRequest, html, json, jsonOf, type Reply } from './exchange.ts'
import type { Fault } from './faults.ts'
import type { JsonObject } from './json.ts'

const page = readFileSync(new URL('page.html', import.meta.url), 'utf8')

/**
 * The customers and the faults over HTTP, for tests in another process and for the page at `/`. Whoever can reach it may
 * do anything, so it answers only to this machine's own names, and only to JSON: no web page elsewhere can post that here.
 */
export async function control(request: HttpRequest, emulator: GraphEmulator): Promise<Reply> {
  const { method, path, headers } = request
  const host = headers.get('host')?.replace(/:\d+$/, '') ?? ''
  if (!['127.0.0.1', 'localhost'].includes(host)) return json({ error: 'not for other hosts' }, 403)

  if (method === 'GET' && path === '/') {
    const policy = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; connect-src 'self'"
    const reply = html(page)
    return { ...reply, headers: { ...reply.headers, 'content-security-policy': policy } }
  }
  if (method === 'POST' && !headers.get('content-type')?.startsWith('application/json')) {
    return json({ error: 'only JSON' }, 415)
  }

  try {
    const result = await act(`${method} ${path}`, jsonOf(request), emulator)
    return result === undefined ? json({ error: `no such thing: ${method} ${path}` }, 404) : json(result)
  } catch (error) {
    return json({ error: error instanceof Error ? error.message : String(error) }, 400)
  }
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
    case 'GET /control/chats':
      return emulator.chats()
    case 'GET /control/requests':
      return emulator.requests()
    case 'GET /control/deliveries':
      return emulator.deliveries()
    case 'POST /control/deliver':
      return emulator.deliver(body.payload)
    case 'POST /control/redeliver-last':
      return emulator.redeliverLast(number(body.times, 1))
    case 'POST /control/faults':
      emulator.faults.next(faultOf(body))
      return { waiting: true }
    case 'POST /control/faults/clear':
      emulator.faults.clear()
      return { cleared: true }
    case 'POST /control/token/revoke':
      emulator.revokeToken()
      return { revoked: true }
    case 'POST /control/token/restore':
      emulator.restoreToken(optional(body.accessToken))
      return { restored: true }
    case 'POST /control/advance':
      emulator.advanceClock(number(body.ms, 0) + number(body.hours, 0) * 60 * 60 * 1000)
      return { now: emulator.now() }
    case 'POST /control/settled':
      await emulator.settled()
      return { settled: true }
    default:
      return undefined
  }
}

async function actAs(customer: Customer, action: string, body: JsonObject): Promise<Sent | undefined> {
  const options = optionsOf(body)
  const bytes = (): Buffer => Buffer.from(string(body.bytes), 'base64')

  switch (action) {
    case 'text':
      return customer.sendText(string(body.text), options)
    case 'image':
      return customer.sendImage(bytes(), undefined, options)
    case 'document':
      return customer.sendDocument(bytes(), options)
    case 'voice':
      return customer.sendVoice(bytes(), options)
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

function profileOf({ name, username, phoneNumberId, hidesNumber, isReachable }: JsonObject): Profile {
  return {
    ...(typeof name === 'string' && { name }),
    ...(typeof username === 'string' && { username }),
    ...(typeof phoneNumberId === 'string' && { phoneNumberId }),
    ...(typeof hidesNumber === 'boolean' && { hidesNumber }),
    ...(typeof isReachable === 'boolean' && { isReachable }),
  }
}

function optionsOf({ replyTo, isForwarded, fileName, type, caption }: JsonObject): FileOptions {
  return {
    ...(typeof replyTo === 'string' && { replyTo }),
    ...(typeof isForwarded === 'boolean' && { isForwarded }),
    ...(typeof fileName === 'string' && { name: fileName }),
    ...(typeof type === 'string' && { type }),
    ...(typeof caption === 'string' && { caption }),
  }
}

// A fault is data either way; what it makes no sense of does nothing.
function faultOf(body: JsonObject): Fault {
  const fault: Fault = { ...body }
  return fault
}

function string(value: unknown): string {
  if (typeof value !== 'string') throw new Error('A text is missing.')
  return value
}

function optional(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function number(value: unknown, otherwise: number): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : otherwise
}
