import type { WorkflowField } from '@fairlead/sdk'
import type { RuleChoice, RuleKind } from '../../../../rules/rule-choices.ts'

/** The headings of what a condition can look at, in their order. */
export const groups = ['message', 'contact', 'conversation', 'variable', 'time', 'queue'] as const

export type ConditionChoice = RuleChoice & Readonly<{ group: (typeof groups)[number] }>

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
