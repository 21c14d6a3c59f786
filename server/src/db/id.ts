import { randomInt, randomUUID } from 'node:crypto'
import { now as readClock } from './clock.ts'

let ms = 0
let count = 0

/**
 * A UUIDv7: made before the write, and in the order of making. Its twelve bits after the milliseconds count (RFC 9562,
 * 6.2, method 1), since Node fills them at random, and what is made in one millisecond would then stand in any order.
 */
export function newId(): string {
  const now = readClock()
  if (now > ms) {
    ms = now
    count = randomInt(0x800)
  } else {
    // Full, or the clock was set back: we go on from where we are.
    count += 1
    if (count > 0xfff) {
      ms += 1
      count = 0
    }
  }

  const time = ms.toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${count.toString(16).padStart(3, '0')}${randomUUID().slice(18)}`
}

export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
}
