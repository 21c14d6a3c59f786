import { readFileSync } from 'node:fs'
import type { Emulator } from './emulator.ts'
import { type HttpRequest, html, json, jsonOf, type Reply } from './exchange.ts'
import type { JsonObject } from './json.ts'

const template = readFileSync(new URL('page.html', import.meta.url), 'utf8')

/** What the page at `/` says: whose phone it is, and what an address looks like there. */
export type Page = Readonly<{
  title: string
  addressLabel: string
  addressPattern: string
  address: string
  name: string
}>

/** Does what a route such as `POST /control/customers/447700900001/text` says; undefined: no such thing. */
type Act = (route: string, body: JsonObject) => Promise<unknown>

/**
 * The customers and the faults over HTTP, for tests in another process and for the page at `/`. Whoever can reach it may
 * do anything, so it answers only to this machine's own names, and only to JSON: no web page elsewhere can post that here.
 *
 * The page asks for `GET /control/chats/<address>` with `messages` in it, and posts `{text, name}` to
 * `/control/customers/<address>/text`, answered with the `status` of the webhook: these are the emulator's own.
 */
export async function control(request: HttpRequest, emulator: Emulator, page: Page, act: Act): Promise<Reply> {
  const { method, path, headers } = request
  const host = headers.get('host')?.replace(/:\d+$/, '') ?? ''
  if (!['127.0.0.1', 'localhost'].includes(host)) return json({ error: 'not for other hosts' }, 403)

  if (method === 'GET' && path === '/') return pageOf(page)
  if (method === 'POST' && !headers.get('content-type')?.startsWith('application/json')) {
    return json({ error: 'only JSON' }, 415)
  }

  try {
    const route = `${method} ${decodeURIComponent(path)}`
    const body = jsonOf(request)
    const result = (await act(route, body)) ?? (await actOnAll(route, body, emulator))
    return result === undefined ? json({ error: `no such thing: ${method} ${path}` }, 404) : json(result)
  } catch (error) {
    return json({ error: error instanceof Error ? error.message : String(error) }, 400)
  }
}

async function actOnAll(route: string, body: JsonObject, emulator: Emulator): Promise<unknown> {
  switch (route) {
    case 'GET /control/chats':
      return emulator.chats()
    case 'GET /control/requests':
      return emulator.requests()
    case 'GET /control/deliveries':
      return emulator.deliveries()
    case 'POST /control/redeliver-last':
      return emulator.redeliverLast(number(body.times, 1))
    case 'POST /control/faults':
      // A fault is data either way; what it makes no sense of does nothing.
      emulator.faults.next({ ...body })
      return { waiting: true }
    case 'POST /control/faults/mix':
      emulator.faults.mix({ ...body, seed: number(body.seed, 1) })
      return { mixed: true }
    case 'POST /control/faults/clear':
      emulator.faults.clear()
      emulator.mixWebhooks(null)
      return { cleared: true }
    case 'POST /control/webhooks/mix':
      emulator.mixWebhooks({ ...body, seed: number(body.seed, 1) })
      return { mixed: true }
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

function pageOf(page: Page): Reply {
  const reply = html(
    Object.entries(page).reduce((text, [name, value]) => text.replaceAll(`{{${name}}}`, escaped(value)), template),
  )
  const policy = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; connect-src 'self'"
  return { ...reply, headers: { ...reply.headers, 'content-security-policy': policy } }
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
}

/** @throws when it is none. */
export function string(value: unknown): string {
  if (typeof value !== 'string') throw new Error('A text is missing.')
  return value
}

export function optional(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

export function number(value: unknown, otherwise: number): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : otherwise
}

/** A file as JSON can carry it. @throws when it is none. */
export function bytes(value: unknown): Buffer {
  return Buffer.from(string(value), 'base64')
}

/** Those of the keys under which there is a text. */
export function texts<Key extends string>(body: JsonObject, ...keys: readonly Key[]): Partial<Record<Key, string>> {
  return pick(body, keys, (value) => typeof value === 'string')
}

/** Those of the keys under which there is a yes or a no. */
export function flags<Key extends string>(body: JsonObject, ...keys: readonly Key[]): Partial<Record<Key, boolean>> {
  return pick(body, keys, (value) => typeof value === 'boolean')
}

function pick<Key extends string, Value>(
  body: JsonObject,
  keys: readonly Key[],
  is: (value: unknown) => value is Value,
): Partial<Record<Key, Value>> {
  const picked: Partial<Record<Key, Value>> = {}
  for (const key of keys) {
    const value = body[key]
    if (is(value)) picked[key] = value
  }
  return picked
}
