import type { Field, WorkflowRule } from '@fairlead/sdk'

/** How a rule is edited: which operators there are, and by what control its value is given. */
export type RuleKind =
  | 'one_of'
  | 'items'
  | 'flag'
  | 'minutes'
  | 'eta'
  | 'text'
  | 'words'
  | 'number'
  | 'count'
  | 'date'
  | 'time'

export type RuleOperator = WorkflowRule['operator']

export type RuleOption = Readonly<{ value: string; label: string }>

/** Something a rule can look at. */
export type RuleChoice = Readonly<{
  name: string
  label: string
  kind: RuleKind
  /** Under which heading it stands, where there are headings. */
  group?: string
  /** What there is to choose from. */
  options?: readonly RuleOption[]
  /** Whether there may be none. */
  isNullable?: boolean
  isTags?: boolean
}>

const emptiness = ['is_set', 'is_not_set'] as const

const operatorsOfKind = {
  one_of: ['any_of', 'none_of'],
  items: ['any_of', 'none_of', ...emptiness],
  flag: ['is'],
  minutes: ['more_than', 'less_than'],
  eta: ['more_than', 'less_than', ...emptiness],
  text: ['has', 'has_not', 'is', 'is_not', 'any_of', 'none_of', 'matches', ...emptiness],
  // It may be anything, numbers too.
  words: [
    ...(['is', 'is_not', 'has', 'has_not', 'any_of', 'none_of', 'more_than', 'less_than', 'matches'] as const),
    ...emptiness,
  ],
  number: ['is', 'is_not', 'more_than', 'less_than', ...emptiness],
  count: ['is', 'more_than', 'less_than'],
  date: ['is', 'more_than', 'less_than', ...emptiness],
  time: ['more_than', 'less_than'],
} as const satisfies Record<RuleKind, readonly RuleOperator[]>

/** Kinds that are compared in other ways than usual. */
export type Operators = Readonly<Partial<Record<RuleKind, readonly RuleOperator[]>>>

export function operatorsOf(
  { kind, isNullable = false }: Pick<RuleChoice, 'kind' | 'isNullable'>,
  unusual: Operators = {},
): readonly RuleOperator[] {
  if (isNullable && kind === 'one_of') return [...operatorsOfKind.one_of, ...emptiness]
  return unusual[kind] ?? operatorsOfKind[kind]
}

/** What stands there before anything is chosen. `today`: such as `2030-01-31`. */
export function usualValueOf({ kind }: Pick<RuleChoice, 'kind'>, today: string): string | number | boolean | string[] {
  switch (kind) {
    case 'one_of':
    case 'items':
      return []
    case 'flag':
      return true
    case 'minutes':
    case 'eta':
      return 60
    case 'text':
    case 'words':
      return ''
    case 'number':
      return 0
    case 'count':
      return 5
    case 'date':
      return today
    case 'time':
      return '18:00'
    default:
      return kind satisfies never
  }
}

const kindOfCustom = {
  text: 'text',
  paragraph: 'text',
  link: 'text',
  number: 'number',
  yes_no: 'flag',
  date: 'date',
  choice: 'one_of',
  choices: 'items',
} as const satisfies Record<Field['type'], RuleKind>

/** Custom fields, each a field of the builder by itself: `field:plan`. */
export function choicesOfFields(fields: readonly Field[], prefix: string): RuleChoice[] {
  return fields.map(({ key, name, type, options }) => ({
    ...{ name: `${prefix}:${key}`, label: name, kind: kindOfCustom[type], isNullable: true },
    options: sameOptions(options),
  }))
}

export function namedOptions(items: readonly Readonly<{ id: string; name: string }>[]): RuleOption[] {
  return items.map(({ id, name }) => ({ value: id, label: name }))
}

export function sameOptions(items: readonly string[]): RuleOption[] {
  return items.map((each) => ({ value: each, label: each }))
}
