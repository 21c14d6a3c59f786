import type { Chat } from '../../bench/channels/crowd.ts'
import { wordsIn } from '../people/words.ts'

/** A message of ours, as it is stored. */
export type Answer = Readonly<{
  id: string
  conversation_id: string
  text: string
  state: string
  /** Of the platform, about waiting. */
  is_told: boolean
  error: string | null
}>

/** What a customer wrote, and where it is stored. */
export type Asked = Readonly<{ conversation_id: string; text: string }>

export type Differences = Readonly<{
  sentTwice: string[]
  toldTwice: string[]
  untrue: string[]
  disordered: string[]
  /** Messages that the customer has and of which we cannot say so. */
  unknownThere: number
}>

/**
 * What we say of our answers, held against what customers have: by who each was for and by its words, for few providers
 * keep an id of ours. Whose a conversation is, their own words in it tell.
 */
export function compare(answers: readonly Answer[], asked: readonly Asked[], chats: readonly Chat[]): Differences {
  const people = new Map(
    asked.flatMap((row) => wordsIn(row.text).map(({ writer }) => [row.conversation_id, writer] as const)),
  )
  const ours = Map.groupBy(answers, (row) => `${people.get(row.conversation_id)}: ${row.text}`)
  const arrived = chats.map((chat) => ({ writer: personOf(chat), texts: sentTo(chat) }))
  const theirs = Map.groupBy(
    arrived.flatMap(({ writer, texts }) => texts.map((text) => `${writer}: ${text}`)),
    (each) => each,
  )

  const found = { sentTwice: [] as string[], toldTwice: [] as string[], untrue: [] as string[] }
  let unknownThere = 0
  for (const key of new Set([...ours.keys(), ...theirs.keys()])) {
    const own = ours.get(key) ?? []
    const there = theirs.get(key)?.length ?? 0
    const sent = countIn(own, 'sent', 'delivered', 'read', 'played')
    const unknown = countIn(own, 'unknown')
    const failed = countIn(own, 'failed')
    unknownThere += Math.max(0, Math.min(unknown, there - sent))
    const said = own.map(({ id, state, error }) => `${id} ${error ?? state}`).join(', ') || 'nothing'
    const what = `${key}, there ${there} times, and we say: ${said}`
    if (there < sent || (there > sent + unknown && there <= sent + unknown + failed)) found.untrue.push(what)
    else if (there > sent + unknown) found[own[0]?.is_told ? 'toldTwice' : 'sentTwice'].push(what)
    else if (countIn(own, 'pending', 'sending') > 0) found.untrue.push(what)
  }
  return { ...found, disordered: findDisordered(answers, arrived), unknownThere }
}

// Of what has its like nowhere, as all that members write, conversation by conversation.
function findDisordered(
  answers: readonly Answer[],
  arrived: readonly Readonly<{ texts: readonly string[] }>[],
): string[] {
  const places = new Map(arrived.flatMap(({ texts }) => texts.map((text, index) => [text, index] as const)))
  const times = Map.groupBy(
    arrived.flatMap(({ texts }) => texts),
    (text) => text,
  )
  const written = answers.filter(({ is_told, text }) => !is_told && times.get(text)?.length === 1)
  return [...Map.groupBy(written, ({ conversation_id }) => conversation_id)].flatMap(([id, said]) => {
    const wrong = said.findIndex(
      ({ text }, index) => index > 0 && places.get(text)! < places.get(said[index - 1]!.text)!,
    )
    return wrong < 1 ? [] : [`in ${id}, the customer has "${said[wrong]!.text}" before "${said[wrong - 1]!.text}"`]
  })
}

export function countIn(answers: readonly Answer[], ...states: readonly string[]): number {
  return answers.filter(({ state }) => states.includes(state)).length
}

function personOf({ messages }: Chat): string | undefined {
  return messages.flatMap(({ direction, text }) => (direction === 'in' ? wordsIn(text) : []))[0]?.writer
}

function sentTo({ messages }: Chat): string[] {
  return messages.flatMap(({ direction, text }) => (direction === 'out' ? [text] : []))
}
