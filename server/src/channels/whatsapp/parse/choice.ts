import { type Bag, bag, id, storableData, string, text, tryJson } from '../../reading.ts'
import type { Body } from './body.ts'

/** A quick reply of a template. */
export function parseButton(message: Bag): Body | null {
  const button = bag(message.button)
  const title = text(button.text) ?? text(button.payload)
  return title === null ? null : choice(text(button.payload) ?? title, title)
}

/** A button, a row of a list, the answers of a form, or the answer to "may we call you?". */
export function parseInteractive(message: Bag): Body | null {
  const interactive = bag(message.interactive)

  switch (interactive.type) {
    case 'button_reply':
      return chosen(bag(interactive.button_reply))
    case 'list_reply':
      return chosen(bag(interactive.list_reply))
    case 'nfm_reply':
      return form(bag(interactive.nfm_reply))
    case 'call_permission_reply':
      return callPermission(bag(interactive.call_permission_reply))
    default:
      return null
  }
}

function chosen(reply: Bag): Body | null {
  const title = text(reply.title) ?? id(reply.id)
  return title === null ? null : choice(id(reply.id) ?? title, title)
}

function form(reply: Bag): Body | null {
  const json = string(reply.response_json)
  if (json === null) return null

  const answers = tryJson(json)
  return choice(text(reply.name) ?? 'flow', text(reply.body) ?? '', answers === undefined ? json : answers)
}

function callPermission(reply: Bag): Body | null {
  const response = text(reply.response)
  return response === null ? null : choice('call_permission_reply', response, reply)
}

function choice(choiceId: string, title: string, data?: unknown): Body {
  const made = { id: choiceId, title, ...(data !== undefined && { data: storableData(data) }) }
  return { kind: 'interactive', text: title, content: { choice: made }, attachments: [] }
}
