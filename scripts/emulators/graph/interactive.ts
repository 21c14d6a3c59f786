import { isObject, type JsonObject } from '../desk/json.ts'
import { requireObject, requireOneOf, requireText } from './json.ts'
import { invalid } from './refusal.ts'

type Shape = Readonly<{ body: number; most: number; title: number; id: number }>

const buttons: Shape = { body: 1024, most: 3, title: 20, id: 256 }
const list: Shape = { body: 4096, most: 10, title: 24, id: 200 }

/** Reply buttons, or a list behind a button, as strictly as the provider takes them; the text above them. */
export function showInteractive(content: unknown): string {
  const { type, body, action } = requireObject(content, 'interactive', ['type', 'body', 'action'])
  requireOneOf(type, "interactive['type']", ['button', 'list'])
  const shape = type === 'button' ? buttons : list
  const { text } = requireObject(body, "interactive['body']", ['text'])
  const said = requireText(text, "interactive['body']['text']", shape.body)

  requireChoices(type === 'button' ? buttonsOf(action) : rowsOf(action), shape)
  return said
}

function buttonsOf(action: unknown): readonly JsonObject[] {
  const { buttons: given } = requireObject(action, "interactive['action']", ['buttons'])
  return listOf(given, 'buttons').map((button) => {
    const { type, reply } = requireObject(button, 'button', ['type', 'reply'])
    requireOneOf(type, "button['type']", ['reply'])
    return requireObject(reply, "button['reply']", ['id', 'title'])
  })
}

function rowsOf(action: unknown): readonly JsonObject[] {
  const { button, sections } = requireObject(action, "interactive['action']", ['button', 'sections'])
  requireText(button, "action['button']", 20)
  return listOf(sections, 'sections').flatMap((section) =>
    listOf(requireObject(section, 'section', ['title', 'rows']).rows, 'rows').map((row) =>
      requireObject(row, 'row', ['id', 'title', 'description']),
    ),
  )
}

function requireChoices(choices: readonly JsonObject[], { most, title, id }: Shape): void {
  if (choices.length === 0 || choices.length > most) throw invalid("interactive['action']", `takes 1 to ${most}`)
  for (const choice of choices) {
    requireText(choice.id, "['id']", id)
    requireText(choice.title, "['title']", title)
  }
  for (const key of ['id', 'title']) {
    if (new Set(choices.map((choice) => choice[key])).size < choices.length) throw invalid(key, 'is there twice')
  }
}

function listOf(value: unknown, parameter: string): readonly unknown[] {
  if (!Array.isArray(value) || !value.every(isObject)) throw invalid(parameter, 'must be a list of objects')
  return value
}
