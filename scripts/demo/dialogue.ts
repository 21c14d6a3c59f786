/** What is said in the demo: invented exchanges between customers and agents of an invented shop. */
export type TeamName = 'Sales' | 'Support'

export type Place = Readonly<{ latitude: number; longitude: number; name: string; address: string }>

/** Something a customer sends. `{order}` in a text becomes the number of an order. */
export type Line =
  | string
  | Readonly<{ oneOf: readonly [string, ...string[]] }>
  | Readonly<{ picture: 'boot' | 'jacket' | 'parcel' | 'tent'; caption: string }>
  | Readonly<{ place: Place }>
  | 'voice note'

/**
 * First the customer, one line after another, then the agent. `{agent}` and `{customer}` are names. At least one of the
 * customer's lines has a text, by which an agent knows where in the dialogue they are.
 */
export type Turn = Readonly<{
  customer: readonly [Line, ...Line[]]
  agent: readonly [string, ...string[]]
  /** What the agent writes down for colleagues before they answer. */
  note?: string
}>

export type Dialogue = Readonly<{
  topic: string
  team: TeamName
  /** Has what only a phone sends. */
  isForPhone?: true
  isUrgent?: true
  turns: readonly [Turn, ...Turn[]]
}>

/** What a line says, in each of its variants; nothing for a place or a voice note. */
export function textsOf(line: Line): readonly string[] {
  if (line === 'voice note') return []
  if (typeof line === 'string') return [line]
  if ('oneOf' in line) return line.oneOf
  return 'caption' in line ? [line.caption] : []
}
