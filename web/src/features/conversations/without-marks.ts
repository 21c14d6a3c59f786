import { type Conversation, composing, extentsOf } from '@fairlead/sdk'

type Range = readonly [from: number, to: number]
type Text = Readonly<{ text: string; ranges: readonly Range[] }>

/** Whether signs in what was said last stand for marks: in texts of ours, on a channel that shows what they mean. */
export function isMarked({ lastMessage, channelType }: Pick<Conversation, 'lastMessage' | 'channelType'>): boolean {
  return lastMessage !== null && lastMessage.authorType !== 'contact' && composing[channelType].hasFormatting
}

/**
 * A text in one line, as it reads without `**` and other signs of marks, and without the addresses of links. Where
 * something was found in those (`ranges`) they stay, for one looks for it.
 */
export function withoutMarks(text: string, ranges: readonly Range[] = []): Text {
  const signs = extentsOf(text)
    .map(({ start, from, to, end }): readonly Range[] => [
      [start, from],
      [to, end],
    ])
    .filter((pair) => !pair.some((sign) => ranges.some((range) => overlap(sign, range))))
    .flat()
    .sort(([a], [b]) => a - b)
  const moved = (at: number) =>
    at - signs.reduce((sum, [from, to]) => sum + Math.max(0, Math.min(to, at) - Math.min(from, at)), 0)

  let plain = ''
  let end = 0
  for (const [from, to] of signs) {
    plain += text.slice(end, from)
    end = to
  }
  return { text: plain + text.slice(end), ranges: ranges.map(([from, to]) => [moved(from), moved(to)]) }
}

function overlap(a: Range, b: Range): boolean {
  return a[0] < b[1] && b[0] < a[1]
}
