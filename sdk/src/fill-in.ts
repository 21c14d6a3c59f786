import type { Contact } from './contract/contact.ts'
import type { Conversation } from './contract/conversation.ts'
import { snippetVariables } from './contract/snippet.ts'
import { givenName } from './given-name.ts'

export type FillInValues = Readonly<Record<(typeof snippetVariables)[number], string>>

const variable = /\{\{\s*([\w.]+)\s*\}\}/g

/**
 * Puts values where a text names them in double braces. What there is no value for stays as it is, and is said, so that
 * nobody is greeted with a gap.
 *
 * @example fillIn('Hello {{contact.first_name}}', { 'contact.first_name': 'Cora' }) // { text: 'Hello Cora', missing: [] }
 */
export function fillIn(
  text: string,
  values: Readonly<Partial<Record<string, string>>>,
): { text: string; missing: readonly string[] } {
  const missing = new Set<string>()
  const filled = text.replace(variable, (whole, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined
    if (value !== undefined && value !== '') return value
    missing.add(name)
    return whole
  })
  return { text: filled, missing: [...missing] }
}

/** The names in double braces that stand for nothing, as they are written. */
export function unknownVariables(text: string): string[] {
  const known: readonly string[] = snippetVariables
  return [...new Set([...text.matchAll(variable)].map(([, name]) => name ?? ''))].filter(
    (name) => !known.includes(name),
  )
}

/** What can be filled in about a conversation. An empty value is one that nobody knows. */
export function fillInValues({
  contact,
  agent,
  workspace,
  team,
  conversation,
}: Readonly<{
  contact: Pick<Contact, 'name' | 'email' | 'phone'>
  agent: Readonly<{ name: string }>
  workspace: Readonly<{ name: string }>
  team: Readonly<{ name: string }> | null
  conversation: Pick<Conversation, 'number'>
}>): FillInValues {
  return {
    'contact.name': contact.name,
    'contact.first_name': givenName(contact.name),
    'contact.email': contact.email ?? '',
    'contact.phone': contact.phone ?? '',
    'agent.name': agent.name,
    'agent.first_name': givenName(agent.name),
    'workspace.name': workspace.name,
    'team.name': team?.name ?? '',
    'conversation.number': String(conversation.number),
  }
}
