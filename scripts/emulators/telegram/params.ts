import type { HttpRequest } from '../desk/exchange.ts'
import { isObject, type JsonObject, tryJson } from '../desk/json.ts'
import { BotRefusal, bad } from './refusal.ts'

const MAX_UPLOAD = 50 * 1024 * 1024

/** What a method was given: by the address, as JSON, as a form, or as a form with files. */
export type Params = Readonly<{ values: JsonObject; files: ReadonlyMap<string, Upload> }>
export type Upload = Readonly<{ name: string; type: string; bytes: Uint8Array }>

export async function readParams({ query, headers, body }: HttpRequest): Promise<Params> {
  const type = headers.get('content-type') ?? ''
  const inAddress = Object.fromEntries(query)
  if (body.length > MAX_UPLOAD + 100_000) throw new BotRefusal(413, 'Request Entity Too Large')

  if (type.startsWith('multipart/form-data')) {
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()
    const values: Record<string, unknown> = { ...inAddress }
    const files = new Map<string, Upload>()
    for (const [name, value] of form) {
      if (typeof value === 'string') values[name] = value
      else files.set(name, { name: value.name, type: value.type, bytes: await value.bytes() })
    }
    return { values, files }
  }
  if (type.startsWith('application/x-www-form-urlencoded')) {
    const fields = new URLSearchParams(body.toString())
    return { values: { ...inAddress, ...Object.fromEntries(fields) }, files: new Map() }
  }
  if (body.length === 0) return { values: inAddress, files: new Map() }
  const value = type.startsWith('application/json') ? tryJson(body.toString()) : undefined
  if (!isObject(value)) throw bad("can't parse request")
  return { values: { ...inAddress, ...value }, files: new Map() }
}

/** @throws {BotRefusal} for what no such method has. The provider would pass it over, and a mistake with it. */
export function requireKnown({ values }: Params, known: readonly string[]): void {
  const strange = Object.keys(values).find((name) => !known.includes(name))
  if (strange !== undefined) throw bad(`parameter "${strange}" is unknown to the emulator`)
}

/** Text; numbers count as text, as they do there. */
export function textOf(value: unknown): string {
  return typeof value === 'number' ? String(value) : typeof value === 'string' ? value : ''
}

export function wholeNumber(value: unknown): number | null {
  const text = textOf(value)
  return /^-?\d+$/.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : null
}

/** An object, which in a form is JSON. @throws {BotRefusal} when it is neither. */
export function objectOf(value: unknown, name: string): JsonObject | null {
  if (value === undefined) return null
  const read = typeof value === 'string' ? tryJson(value) : value
  if (!isObject(read)) throw bad(`can't parse ${name} JSON object`)
  return read
}
