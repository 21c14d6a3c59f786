import type { Chance } from './random.ts'

type Mutation = () => Uint8Array

/**
 * Makes payloads that nobody sends out of one that is sent: what the body is made of is changed, left out, repeated or of
 * another type; and now and then its bytes are.
 */
export function mutations(body: Uint8Array, chance: Chance): Mutation {
  const text = new TextDecoder().decode(body)
  const value = tryJson(text)
  const fields = value === undefined && isForm(text) ? [...new URLSearchParams(text)] : null
  return () => {
    if (chance.next() < 0.15) return mutateBytes(body, chance)
    if (value !== undefined) return toBytes(JSON.stringify(mutateValue(value, chance)) ?? '')
    return fields === null ? mutateBytes(body, chance) : toBytes(mutateFields(fields, chance))
  }
}

const oddities: readonly unknown[] = [
  ...[null, true, 0, -1, 1.5, -1e308, 2 ** 53, '', ' ', 'x', '0', '-7', 'NaN', 'constructor', '__proto__', 'toString'],
  ...['\u0000', 'a\u0000b', '\ud800', '\u202e', '9'.repeat(40), 'a'.repeat(5_000), '{"a":[{}]}', '[[', 'http://[', '+'],
  ...[[], {}, [null], [[]], [7], { a: 1 }, { id: {} }, [{ id: 'x' }, null, 'x']],
]

function mutateValue(value: unknown, chance: Chance): unknown {
  const copy: { root: unknown } = structuredClone({ root: value })
  const times = 1 + chance.below(3)
  for (let each = 0; each < times; each += 1) mutateOnce(copy, chance)
  return copy.root
}

function mutateOnce(root: object, chance: Chance): void {
  const places = placesIn(root)
  // All of it may have been left out already.
  if (places.length === 0) return
  const { holder, key } = chance.pick(places)
  const value: unknown = Reflect.get(holder, key)

  switch (chance.below(9)) {
    case 0:
      if (Array.isArray(holder)) holder.splice(Number(key), 1)
      else Reflect.deleteProperty(holder, key)
      return
    case 1:
      put(holder, key, [value, value])
      return
    case 2:
      put(holder, key, Array.isArray(value) ? value[0] : { [String(key)]: value })
      return
    case 3:
      put(holder, key, typeof value === 'number' ? String(value) : Number(value))
      return
    case 4:
      put(holder, key, otherText(value, chance))
      return
    case 5: {
      const other = chance.pick(places)
      put(holder, key, Reflect.get(other.holder, other.key))
      return
    }
    case 6:
      if (typeof value === 'object' && value !== null) put(value, 'unheard_of', chance.pick(oddities))
      return
    default:
      put(holder, key, chance.pick(oddities))
      return
  }
}

// What a text holds may be JSON again, and is read as such.
function otherText(value: unknown, chance: Chance): unknown {
  if (typeof value !== 'string') return JSON.stringify(value)
  const inner = tryJson(value)
  if (typeof inner === 'object' && inner !== null) return JSON.stringify(mutateValue(inner, chance))
  return value.slice(0, chance.below(value.length + 1))
}

type Place = Readonly<{ holder: object; key: string }>

function placesIn(holder: object): readonly Place[] {
  return Object.entries(holder).flatMap(([key, item]) => [
    { holder, key },
    ...(typeof item === 'object' && item !== null ? placesIn(item) : []),
  ])
}

// A copy, in which nothing stands twice: what is changed later is changed here alone, and nothing can come to hold itself.
function put(holder: object, key: string, value: unknown): void {
  const copy: unknown = value === undefined ? undefined : JSON.parse(JSON.stringify(value))
  // `__proto__` as JSON has it: a key like any other.
  Object.defineProperty(holder, key, { value: copy, enumerable: true, configurable: true, writable: true })
}

function mutateFields(fields: readonly (readonly [string, string])[], chance: Chance): string {
  const changed = fields.flatMap(([name, value]): [string, string][] => {
    const draw = chance.next() * fields.length
    if (draw > 2) return [[name, value]]
    if (draw > 1.6) return []
    if (draw > 1.3)
      return [
        [name, value],
        [name, value.slice(1)],
      ]
    if (draw > 1) return [[`${name}0`, value]]
    return [[name, String(chance.pick(oddities))]]
  })
  return new URLSearchParams(changed).toString()
}

function mutateBytes(body: Uint8Array, chance: Chance): Uint8Array {
  const at = chance.below(body.length)
  const end = at + chance.below(body.length - at)
  switch (chance.below(4)) {
    case 0:
      return body.slice(0, at)
    case 1:
      return Buffer.concat([body.slice(0, at), body.slice(end)])
    case 2:
      return Buffer.concat([body.slice(0, end), body.slice(at)])
    default: {
      const flipped = body.slice()
      for (let each = 0; each < 3; each += 1) flipped[chance.below(body.length)] = chance.below(256)
      return flipped
    }
  }
}

function isForm(text: string): boolean {
  return /^[\w.%+-]+=[^\s]*$/.test(text)
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function toBytes(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}
