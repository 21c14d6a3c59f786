/** What a customer writes through a stand-in, so that it is known wherever it turns up, in an encoded body too. */
export type Words = Readonly<{ writer: string; each: number }>

export function say({ writer, each }: Words): string {
  return `Question ${writer}-${each}.`
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
