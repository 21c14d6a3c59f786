import type { OutboundMessage } from '../channel.ts'

/** What a text with choices may have: rows of a list are shown after a tap, buttons at once. */
export const mostChoices = { most: 10, maxTitle: 20 }

const mostButtons = 3
const maxBodyOverButtons = 1024
const maxId = 200

type Choices = OutboundMessage['choices']

/** Why these cannot be offered; null: they can. */
export function faultOf(choices: Choices): string | null {
  const ids = new Set(choices.map(({ id }) => id))
  const titles = new Set(choices.map(({ title }) => title))
  if (choices.length > mostChoices.most) return `WhatsApp offers up to ${mostChoices.most} choices`
  if (choices.some(({ title }) => title.trim() === '' || title.length > mostChoices.maxTitle)) {
    return `WhatsApp takes choices of up to ${mostChoices.maxTitle} characters`
  }
  if (choices.some(({ id }) => id === '' || id.length > maxId))
    return `the id of a choice has up to ${maxId} characters`
  // Two of a kind are refused by the provider, and nobody could tell them apart.
  return ids.size < choices.length || titles.size < choices.length ? 'two choices are the same' : null
}

/** Buttons where they fit, else a list behind a button. */
export function interactiveOf(body: string, choices: Choices): Readonly<Record<string, unknown>> {
  return choices.length <= mostButtons && body.length <= maxBodyOverButtons
    ? { type: 'button', body: { text: body }, action: { buttons: choices.map(buttonOf) } }
    : { type: 'list', body: { text: body }, action: { button: '☰', sections: [{ rows: choices.map(rowOf) }] } }
}

function buttonOf({ id, title }: Choices[number]): object {
  return { type: 'reply', reply: { id, title } }
}

function rowOf({ id, title }: Choices[number]): object {
  return { id, title }
}
