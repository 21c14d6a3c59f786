import type { WorkflowField, WorkflowRule } from '@fairlead/sdk'

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

/** Something a rule can look at. */
export type RuleChoice = Readonly<{
  name: string
  label: string
  group: 'conversation' | 'contact' | 'message' | 'time' | 'queue' | 'variable'
  kind: RuleKind
  options?: readonly Readonly<{ value: string; label: string }>[]
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
  // A variable may be anything, numbers too.
  words: [
    ...(['is', 'is_not', 'has', 'has_not', 'any_of', 'none_of', 'more_than', 'less_than', 'matches'] as const),
    ...emptiness,
  ],
  number: ['is', 'is_not', 'more_than', 'less_than', ...emptiness],
  count: ['is', 'more_than', 'less_than'],
  date: ['is', 'more_than', 'less_than', ...emptiness],
  time: ['more_than', 'less_than'],
} as const satisfies Record<RuleKind, readonly RuleOperator[]>

export function operatorsOf({
  kind,
  isNullable = false,
}: Pick<RuleChoice, 'kind' | 'isNullable'>): readonly RuleOperator[] {
  return isNullable && kind === 'one_of' ? [...operatorsOfKind.one_of, ...emptiness] : operatorsOfKind[kind]
}

/** What stands there before anything is chosen. */
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

/** How the fields that everybody has are edited; custom fields and variables come from the workspace and the workflow. */
export const kindOfField = {
  status: 'one_of',
  priority: 'one_of',
  channelId: 'one_of',
  channelType: 'one_of',
  teamId: 'one_of',
  assigneeId: 'one_of',
  tags: 'items',
  skillIds: 'items',
  subject: 'text',
  isWaiting: 'flag',
  waitingMinutes: 'minutes',
  idleMinutes: 'minutes',
  ageMinutes: 'minutes',
  field: 'text',
  contactName: 'text',
  contactEmail: 'text',
  contactPhone: 'text',
  contactLocale: 'one_of',
  contactTags: 'items',
  contactStage: 'one_of',
  contactOwnerId: 'one_of',
  contactIsNew: 'flag',
  contactField: 'text',
  variable: 'words',
  messageText: 'text',
  isOpen: 'flag',
  queueLength: 'count',
  agentsOnline: 'count',
  agentsFree: 'count',
  etaMinutes: 'eta',
  timeOfDay: 'time',
  weekday: 'one_of',
} as const satisfies Record<WorkflowField, RuleKind>

/** Of a team, which is said beside the field. */
export const fieldsOfTeams = ['isOpen', 'queueLength', 'agentsOnline', 'agentsFree', 'etaMinutes'] as const

export function isOfTeams(field: string): boolean {
  return fieldsOfTeams.some((one) => one === field)
}
