import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Line } from './dialogue.ts'
import type { Pace } from './pace.ts'
import type { Random } from './random.ts'

/** How one customer reaches the shop and hears from it. */
export interface Door {
  /** @throws when the shop does not take it. */
  say(line: Line, random: Random): Promise<void>
  /** How many messages members have written here so far. */
  countAnswers(): number
  /** Likes the last answer, or gives stars, where either can be done. */
  like(random: Random, pace: Pace): Promise<void>
  leave(): Promise<void>
}

/** The bytes of a file that customers send. */
export function readSample(name: string): Promise<Buffer<ArrayBuffer>> {
  return readFile(join(import.meta.dirname, 'files', name))
}
