import type { RunStep } from '@fairlead/sdk'

type Names = Readonly<{
  member(id: string): string
  time(ms: number): string
  /** Of an assignment: `assigned`, `waiting`, `full`. */
  outcome(outcome: string): string
}>
type Value = Readonly<{ key: string; text: string }>

/** What the step's own line says already, and what only programs ask for. */
const unsaid = new Set([
  'to',
  'choiceId',
  'channel',
  'template',
  'attachmentIds',
  'categoryId',
  'mentionIds',
  'skillIds',
])

/** What came to a step, and what it did, as people read it; what is empty is left out. */
export function valuesOf({ input, output }: Pick<RunStep, 'input' | 'output'>, names: Names) {
  return { input: listed(input, names), output: listed(output, names) }
}

function listed(values: Readonly<Record<string, unknown>>, names: Names): Value[] {
  return Object.entries(values).flatMap(([key, value]) => {
    if (unsaid.has(key) || isEmpty(value)) return []
    const text = key === 'outcome' && typeof value === 'string' ? names.outcome(value) : textOf(key, value, names)
    return text === '' ? [] : [{ key, text }]
  })
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === '' || value === false) return true
  return typeof value === 'object' && Object.keys(value).length === 0
}

function textOf(key: string, value: unknown, names: Names): string {
  if (Array.isArray(value)) return value.map((each: unknown) => textOf(key, each, names)).join(', ')
  if (typeof value === 'string') return /^(agentId|ownerId|memberIds)$/.test(key) ? names.member(value) : value
  if (typeof value === 'number') return key === 'until' ? names.time(value) : String(value)
  if (value === true) return '✓'
  return objectText(value, names)
}

// A choice is its title, a header its name and value, fields their keys and values.
function objectText(value: unknown, names: Names): string {
  if (typeof value !== 'object' || value === null) return ''
  if ('title' in value) return String(value.title)
  if ('name' in value && 'value' in value) return `${value.name}: ${value.value}`
  return Object.entries(value)
    .map(([key, each]) => `${key}: ${textOf(key, each, names)}`)
    .join(', ')
}
