import type { Random } from '../../scripts/demo/random.ts'
import { keyword } from '../workflows/definitions.ts'

/** What a customer writes through a stand-in, so that it is known wherever it turns up, in an encoded body too. */
export type Words = Readonly<{ writer: string; each: number }>

export function say({ writer, each }: Words): string {
  return `Question ${writer}-${each}.`
}

/** What somebody writes whom workflows may have asked: an answer, something one of them begins with, or else just this. */
export function utter(random: Random, otherwise: string): string {
  if (random.isLikely(0.6)) return otherwise
  return random.pick([`What is the ${keyword}?`, 'Yes', 'no', '2', '5', 'Five stars'])
}

export function writerOf(type: string, index: number): string {
  return `chaos-${type}-${index}`
}

/** Everything that customers say in this text. */
export function wordsIn(text: string): readonly Words[] {
  return [...text.matchAll(/(chaos-[a-z]+-\d+)-(\d+)\./g)].map(([, writer = '', each]) => ({
    writer,
    each: Number(each),
  }))
}
