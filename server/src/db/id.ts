import { randomUUIDv7 } from 'node:crypto'

/** A UUIDv7: made before the write, and in the order of making. */
export function newId(): string {
  return randomUUIDv7()
}
