import type { EmulatedTemplate } from './templates.ts'

export const reviews = ['APPROVED', 'PENDING', 'REJECTED', 'PAUSED', 'DISABLED', 'PENDING_DELETION'] as const

/** What a review came to. `isSilent`: the app does not subscribe to news of templates. */
export type Review = Readonly<{
  name: string
  language: string
  event: (typeof reviews)[number]
  reason?: string
  isSilent?: boolean
}>

/** The id of the template at this place of the list. */
export function templateId(index: number): string {
  return `16895569081298${String(index).padStart(2, '0')}`
}

/** Changes the template's state, and returns what the webhook says of it. @throws when there is no such template. */
export function reviewTemplate(templates: EmulatedTemplate[], { name, language, event, reason }: Review): object {
  const index = templates.findIndex((one) => one.name === name && one.language === language)
  const template = templates[index]
  if (template === undefined) throw new Error(`There is no template ${name} in ${language}.`)

  templates[index] = { ...template, status: event }
  return {
    event,
    message_template_id: Number(templateId(index)),
    message_template_name: name,
    message_template_language: language,
    reason: event === 'REJECTED' ? 'INVALID_FORMAT' : event === 'PENDING_DELETION' ? null : 'NONE',
    message_template_category: template.category,
    ...(event === 'REJECTED' && reason !== undefined && { rejection_info: { reason, recommendation: '' } }),
    ...(event === 'PAUSED' && { other_info: { title: 'FIRST_PAUSE', description: reason ?? 'It was reported.' } }),
  }
}

/** A webhook of the whole account, not of one of its numbers. */
export function newsOf(businessAccountId: string, value: object, now: number): object {
  const changes = [{ field: 'message_template_status_update', value }]
  return {
    object: 'whatsapp_business_account',
    entry: [{ id: businessAccountId, time: Math.floor(now / 1000), changes }],
  }
}
