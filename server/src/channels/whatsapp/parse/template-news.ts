import type { TemplateNews } from '../../inbound.ts'
import { type Bag, bag, id, text } from '../../reading.ts'
import { kindOf, qualityOf, said } from '../templates.ts'

type Change = TemplateNews['change']

/** How what happens to a template leaves it. What is not here changes nothing that matters for sending. */
const statuses: Readonly<Record<string, string>> = {
  APPROVED: 'APPROVED',
  REINSTATED: 'APPROVED',
  PENDING: 'PENDING',
  IN_APPEAL: 'IN_APPEAL',
  REJECTED: 'REJECTED',
  PAUSED: 'PAUSED',
  DISABLED: 'DISABLED',
  LIMIT_EXCEEDED: 'LIMIT_EXCEEDED',
  ARCHIVED: 'ARCHIVED',
  PENDING_DELETION: 'PENDING_DELETION',
  DELETED: 'DELETED',
}

/** A template that is locked or unlocked says with this title what that means. */
const titles: Readonly<Record<string, string>> = {
  FIRST_PAUSE: 'PAUSED',
  SECOND_PAUSE: 'PAUSED',
  RATE_LIMITING_PAUSE: 'PAUSED',
  UNPAUSE: 'APPROVED',
  DISABLED: 'DISABLED',
}

const readers: Readonly<Record<string, (value: Bag) => Change>> = {
  message_template_status_update: statusChange,
  message_template_quality_update: ({ new_quality_score: score }) => ({ quality: qualityOf(score) }),
  // What it says now is in the list alone.
  message_template_components_update: () => ({}),
  template_category_update: ({ new_category: category }) => categoryOf(category),
}

export function isTemplateNews(field: string): boolean {
  return Object.hasOwn(readers, field)
}

/** Null when it does not say of which template. */
export function readTemplateNews(field: string, value: Bag, owner: string): TemplateNews | null {
  const name = text(value.message_template_name)
  const language = text(value.message_template_language)
  if (name === null || language === null) return null
  return { owner, id: id(value.message_template_id), name, language, change: readers[field]?.(value) ?? {} }
}

function statusChange(value: Bag): Change {
  const info = bag(value.other_info)
  const status = statuses[kindOf(value.event)] ?? titles[kindOf(info.title)]
  const category = categoryOf(value.message_template_category)
  if (status === undefined) return category
  return { status, reason: status === 'APPROVED' ? null : reasonOf(value), ...category }
}

// A sentence, where there is one; else a word.
function reasonOf(value: Bag): string | null {
  const rejection = bag(value.rejection_info)
  const sentences = [rejection.reason, rejection.recommendation].flatMap((part) => text(part) ?? [])
  if (sentences.length > 0) return sentences.join(' ')
  return text(bag(value.other_info).description) ?? said(value.reason)
}

// Of a change that is only to come, this is what it is until then.
function categoryOf(value: unknown): Change {
  const category = kindOf(value)
  return category === '' ? {} : { category }
}
