import type { WorkflowTemplate } from '@fairlead/sdk'
import { type Issue, invalidRequest } from '../../errors.ts'
import type { AskKey } from './texts.ts'

/** What was answered to what a template asks for, by key. */
export type Answers = Readonly<Record<string, string | number | readonly string[]>>
type Kind = WorkflowTemplate['asks'][number]['kind']

/** What each thing that templates ask for is. */
export const kinds = {
  teamId: 'team',
  otherTeamId: 'team',
  newTeamId: 'team',
  returningTeamId: 'team',
  vipTeamId: 'team',
  vipTag: 'tag',
  englishTeamId: 'team',
  germanTeamId: 'team',
  italianTeamId: 'team',
  vietnameseTeamId: 'team',
  thaiTeamId: 'team',
  messengerTeamId: 'team',
  emailTeamId: 'team',
  salesTeamId: 'team',
  supportTeamId: 'team',
  morningTeamId: 'team',
  afternoonTeamId: 'team',
  nightTeamId: 'team',
  helpUrl: 'text',
  keywords: 'text',
  answer: 'text',
  whatsappTemplate: 'whatsapp_template',
  agentLimit: 'number',
  fullAt: 'number',
  minutes: 'number',
} as const satisfies Record<AskKey, Kind>

/** How much each number may be. */
const most: Readonly<Record<string, number>> = { agentLimit: 1000, fullAt: 100_000, minutes: 43_200 }
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** @throws {AppError} `invalid_request`, with each answer that is missing or cannot be */
export function requireAnswers(asks: readonly Readonly<{ key: AskKey; isRequired: boolean }>[], answers: Answers) {
  const issues = asks.flatMap(({ key, isRequired }): Issue[] => {
    const answer = answerTo(answers, key)
    const message = answer === null ? (isRequired ? 'is needed' : null) : mistakeIn(key, answer)
    return message === null ? [] : [{ path: `answers.${key}`, message }]
  })
  if (issues.length > 0) throw invalidRequest(issues)
}

/** Null: none was given. */
export function answerTo(answers: Answers, key: AskKey): string | number | null {
  const answer = Object.hasOwn(answers, key) ? answers[key] : undefined
  if (typeof answer === 'number') return answer
  return typeof answer === 'string' && answer.trim() !== '' ? answer.trim() : null
}

function mistakeIn(key: AskKey, answer: string | number): string | null {
  const kind: Kind = kinds[key]
  if (kind === 'team') return uuid.test(String(answer)) ? null : 'must be the id of a team'
  if (kind === 'tag') return String(answer).length <= 50 ? null : 'must have at most 50 characters'
  if (kind !== 'number') return null
  const limit = most[key] ?? Number.MAX_SAFE_INTEGER
  const isFitting = typeof answer === 'number' && Number.isInteger(answer) && answer >= 1 && answer <= limit
  return isFitting ? null : `must be a whole number from 1 to ${limit}`
}
