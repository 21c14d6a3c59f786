import type { Message } from '@fairlead/sdk'
import type { Outgoing } from './outgoing-item.ts'

/** What is on its way, as the message it is going to be. */
export function messageOf(outgoing: Outgoing, member: { id: string; name: string }): Message {
  const { clientId, conversationId, isNote, text, attachments, replyTo, template, choices, mentionIds, at, error } =
    outgoing

  return {
    id: clientId,
    conversationId,
    author: { type: 'member', id: member.id, name: member.name },
    isNote,
    kind: template === null ? 'text' : 'template',
    text,
    content: {
      ...(template !== null && { template }),
      ...(choices.length > 0 && { choices: choicesOf(choices) }),
    },
    attachments: [...attachments],
    replyTo,
    reactions: [],
    mentionIds: [...mentionIds],
    state: error === null ? 'pending' : 'failed',
    error: error === null ? null : { code: 'not_arrived', detail: error },
    clientId,
    editedAt: null,
    deletedAt: null,
    at,
  }
}

/** The answers to choose from, as the contract has them. */
export function choicesOf(titles: readonly string[]): { id: string; title: string }[] {
  return titles.map((title, index) => ({ id: String(index + 1), title }))
}
