import type { FilterOperator } from '@fairlead/sdk'

/** How a condition is edited: which operators there are, and by what control its value is given. */
export type ChoiceKind = 'one_of' | 'items' | 'flag' | 'minutes' | 'text' | 'number' | 'date'

/** Something a condition can look at. */
export type FieldChoice = Readonly<{
  name: string
  label: string
  kind: ChoiceKind
  /** What there is to choose from. */
  options?: readonly Readonly<{ value: string; label: string }>[]
  /** Whether a conversation may have none. */
  isNullable?: boolean
}>

const emptiness = ['is_set', 'is_not_set'] as const

const operatorsOfKind = {
  one_of: ['any_of', 'none_of'],
  items: ['any_of', 'none_of', ...emptiness],
  flag: ['is'],
  minutes: ['more_than', 'less_than'],
  text: ['has', 'has_not', 'is', 'is_not', ...emptiness],
  number: ['is', 'more_than', 'less_than', ...emptiness],
  date: ['is', 'more_than', 'less_than', ...emptiness],
} as const satisfies Record<ChoiceKind, readonly FilterOperator[]>

export function operatorsOf({ kind, isNullable = false }: FieldChoice): readonly FilterOperator[] {
  return isNullable && kind === 'one_of' ? [...operatorsOfKind.one_of, ...emptiness] : operatorsOfKind[kind]
}

/** What stands there before anything is chosen. */
export function usualValueOf({ kind }: FieldChoice, now: Date): string | number | boolean | string[] {
  switch (kind) {
    case 'one_of':
    case 'items':
      return []
    case 'flag':
      return true
    case 'minutes':
      return 60
    case 'text':
      return ''
    case 'number':
      return 0
    case 'date':
      return now.toISOString().slice(0, 10)
  }
}
