import type { WorkflowDefinition, WorkflowStep } from '@fairlead/sdk'

/** What texts can say of every run, and what stands there in a preview. */
export const knownVariables = {
  'contact.first_name': 'Ana',
  'contact.name': 'Ana Example',
  'contact.email': 'ana@example.com',
  'contact.phone': '+1 555 0100',
  'contact.stage': 'Trial',
  'message.text': 'Where is my order?',
  'agent.name': 'Sam',
  'team.name': 'Sales',
  'workspace.name': 'Example Ltd',
  'conversation.number': '1042',
  'conversation.subject': 'My order',
  'hours.text': 'Mon – Fri 09:00 – 17:00',
  'hours.opens': 'Monday 09:00',
  'queue.position': '3',
  'queue.eta': '10 min',
  'queue.length': '5',
} as const

export type KnownVariable = keyof typeof knownVariables
export const knownNames = Object.keys(knownVariables).filter((name): name is KnownVariable => name in knownVariables)

/** What a variable holds, as far as can be told from what sets it. */
export type VariableKind = 'text' | 'number' | 'date' | 'flag'

/** The variables that something in the workflow sets, by name, in order. */
export function variableKinds({ start: { trigger }, steps }: WorkflowDefinition): ReadonlyMap<string, VariableKind> {
  const kinds = new Map<string, VariableKind>()
  const add = (name: string, kind: VariableKind) => {
    // What is set to one here and to the other there may be anything.
    if (name !== '') kinds.set(name, (kinds.get(name) ?? kind) === kind ? kind : 'text')
  }
  if (trigger.type === 'button') for (const { name, kind } of trigger.form) add(name, kindOfInput(kind))
  if (trigger.type === 'webhook') for (const { variable } of trigger.mapping) add(variable, 'text')
  for (const step of steps) for (const [name, kind] of setBy(step)) add(name, kind)
  return new Map([...kinds].toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

export function variablesSetBy(definition: WorkflowDefinition): string[] {
  return [...variableKinds(definition).keys()]
}

function setBy(step: WorkflowStep): (readonly [string, VariableKind])[] {
  switch (step.type) {
    case 'ask_question':
      return step.saveTo?.kind === 'variable' ? [[step.saveTo.name, kindOfInput(step.answer)]] : []
    case 'set_variable':
      return [[step.variable, kindOfValue(step.value)]]
    case 'http_request':
      return [['http_status', 'number'], ...step.mapping.map(({ variable }) => [variable, 'text'] as const)]
    default:
      return []
  }
}

function kindOfInput(kind: string): VariableKind {
  if (kind === 'number' || kind === 'rating') return 'number'
  return kind === 'date' || kind === 'flag' ? kind : 'text'
}

function kindOfValue(value: unknown): VariableKind {
  if (typeof value === 'boolean') return 'flag'
  return typeof value === 'number' ? 'number' : 'text'
}

const place = /\{\{-?\s*([\w.[\]]+)[^{}]*\}\}/g
const tag = /\{%[^%]*%\}/g

/** How a text reads with examples for what changes in it; conditions within it are left out. */
export function previewOf(text: string): string {
  return text.replace(tag, '').replace(place, (_, name: string) => exampleOf(name))
}

export function hasVariables(text: string): boolean {
  return text.includes('{{') || text.includes('{%')
}

function exampleOf(name: string): string {
  const known = knownNames.find((each) => each === name)
  return known === undefined ? `‹${name.replace(/^variable\./, '')}›` : knownVariables[known]
}
