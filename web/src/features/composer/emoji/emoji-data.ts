import type { EmojiGroups } from './find-emoji.ts'

/** Fetched with the first look: nobody waits for them who uses none. */
export async function readEmoji(): Promise<EmojiGroups> {
  const { default: text } = await import('./emoji.ts')
  return text.split('\n\n').map((group) => {
    const [name = '', ...lines] = group.split('\n')
    return [
      name,
      lines.map((line) => line.split('\t')).map(([sign = '', called = '']) => [sign, called] as const),
    ] as const
  })
}
