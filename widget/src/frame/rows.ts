import type { VisitorMessage } from '@fairlead/sdk'

export type Row = Readonly<{
  message: VisitorMessage
  /** The first of its day. */
  isNewDay: boolean
  /** The first and the last of what one author says in one go: the name stands above, the time below. */
  isFirst: boolean
  isLast: boolean
}>

const oneGoMs = 5 * 60_000

export function toRows(messages: readonly VisitorMessage[]): Row[] {
  return messages.map((message, index) => {
    const [before, after] = [messages[index - 1], messages[index + 1]]
    return {
      message,
      isNewDay: !before || dayOf(before) !== dayOf(message),
      isFirst: !before || !isOneGo(before, message),
      isLast: !after || !isOneGo(message, after),
    }
  })
}

function isOneGo(a: VisitorMessage, b: VisitorMessage): boolean {
  return (
    a.author.type === b.author.type &&
    a.author.name === b.author.name &&
    dayOf(a) === dayOf(b) &&
    Date.parse(b.at) - Date.parse(a.at) < oneGoMs
  )
}

function dayOf({ at }: VisitorMessage): string {
  return new Date(at).toDateString()
}
