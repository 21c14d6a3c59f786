import { givenName } from '@fairlead/sdk'
import { openingOf, ownTeam, queueOf } from './lookup.ts'
import { cleanValue, secretSign } from './outside.ts'
import type { RunState } from './run-state.ts'
import type { World } from './world.ts'

/** What texts may speak of. Under `null` there is anything. */
export const known: Readonly<Record<string, readonly string[] | null>> = {
  contact: ['name', 'first_name', 'email', 'phone', 'locale', 'stage', 'tags', 'field'],
  conversation: ['number', 'subject', 'priority', 'tags', 'field'],
  agent: ['name'],
  team: ['name'],
  workspace: ['name'],
  variable: null,
  message: ['text'],
  hours: ['text', 'opens'],
  queue: ['position', 'eta', 'length'],
}

/** The values that a text can name. Nothing of it is ours to be changed, and nothing in it passes for a secret. */
export function scopeOf({ facts }: World, { variables }: Pick<RunState, 'variables'>): Record<string, unknown> {
  const { contact, conversation, assignee, team, workspace, messageText } = facts
  const opening = openingOf(facts, ownTeam)
  const queue = queueOf(facts, ownTeam)
  const values = {
    contact: {
      name: contact.name,
      first_name: givenName(contact.name),
      email: contact.email,
      phone: contact.phone,
      locale: contact.locale,
      stage: contact.stage,
      tags: contact.tags,
      field: contact.fields,
    },
    conversation: {
      number: conversation.number,
      subject: conversation.subject,
      priority: conversation.priority,
      tags: conversation.tags,
      field: conversation.fields,
    },
    agent: { name: assignee?.name },
    team: { name: team?.name },
    workspace: { name: workspace.name },
    variable: variables,
    message: { text: messageText },
    hours: { text: opening?.text, opens: opening?.opensText },
    queue: { position: queue?.position, eta: queue?.etaText ?? queue?.etaMinutes, length: queue?.length },
  }
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, cleanValue(value)]))
}

/** Each secret that the text names, as its marker. */
export function secretsIn(text: string): Record<string, string> {
  const names = [...text.matchAll(/\bsecret\.([a-z][a-z0-9_]{0,59})/g)].map(([, name]) => name!)
  return Object.fromEntries(names.map((name) => [name, secretMarker(name)]))
}

/** What stands for a secret until the shell puts it in, where nobody sees it any more. */
function secretMarker(name: string): string {
  return `${secretSign}secret:${name}${secretSign}`
}

/** The text without anything that only looks like a secret, such as half of a marker. */
export function withoutBrokenMarkers(text: string): string {
  if (!text.includes(secretSign)) return text
  return text
    .split(marker)
    .map((part, index) => (index % 2 === 1 ? part : part.replaceAll(secretSign, '')))
    .join('')
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: nothing else can be told from what people write
const marker = /(\u001asecret:[a-z][a-z0-9_]{0,59}\u001a)/
