import type { WorkflowDefinition, WorkflowTemplate } from '@fairlead/sdk'
import { AppError } from '../../errors.ts'
import { type Answers, kinds, requireAnswers } from './answers.ts'
import { byHand } from './by-hand.ts'
import { followUp } from './follow-up.ts'
import { questions } from './questions.ts'
import { routing } from './routing.ts'
import type { Template } from './template.ts'
import { type AskKey, aboutTemplate, labelOf, languageOf } from './texts.ts'
import { waiting } from './waiting.ts'

export const templates: readonly Template[] = [...routing, ...waiting, ...questions, ...followUp, ...byHand]

/** All of them in a language of the app; what they ask for is filled in by something that stands for it. */
export function listTemplates(locale: string): WorkflowTemplate[] {
  const language = languageOf(locale)
  return templates.map(({ key, group, asks, make }) => ({
    ...{ key, group, ...aboutTemplate(key, language) },
    asks: asks.map((ask) => ({ ...ask, label: labelOf(ask.key, language), kind: kinds[ask.key] })),
    definition: make(Object.fromEntries(asks.map(({ key: ask }) => [ask, standsFor(ask)])), language),
  }))
}

/**
 * A template filled in with what it asks for, its texts in every language, those for members in `locale`.
 *
 * @throws {AppError} `unknown_reference`: there is none of that key; `invalid_request` that names each answer that is missing
 */
export function makeFromTemplate(key: string, answers: Answers, locale: string): WorkflowDefinition {
  const template = templates.find((each) => each.key === key)
  if (template === undefined) throw new AppError('unknown_reference', { detail: `There is no template “${key}”.` })
  requireAnswers(template.asks, answers)
  return template.make(answers, languageOf(locale))
}

const nobody = '00000000-0000-4000-8000-000000000000'

function standsFor(ask: AskKey): string | number {
  switch (kinds[ask]) {
    case 'team':
      return nobody
    case 'number':
      return 10
    case 'tag':
    case 'text':
      return '…'
    case 'whatsapp_template':
      return 'example en'
    default:
      return kinds[ask] satisfies never
  }
}
