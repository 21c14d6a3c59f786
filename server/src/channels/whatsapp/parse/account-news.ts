import type { InboundEvent, TemplateNews } from '../../inbound.ts'
import { type Bag, bag, bags, id, instant, named } from '../../reading.ts'
import type { WhatsappSettings } from '../account.ts'
import { isTemplateNews, readTemplateNews } from './template-news.ts'

type News = Readonly<{ news: 'broken' | 'warned'; detail: string }>

const readers: Readonly<Record<string, (value: Bag) => News | null>> = {
  phone_number_quality_update: qualityNews,
  account_update: accountNews,
}

export function isAccountNews(field: string): boolean {
  return Object.hasOwn(readers, field) || isTemplateNews(field)
}

/**
 * What befell the account, its number or its templates. It is told of the whole account or of a number as it is displayed;
 * what is of another number than the channel's is for that one's own channel to find out when it sends. Templates belong
 * to accounts, and those of another one may be those of another channel.
 */
export function parseAccountNews(change: Bag, entry: Bag, settings: WhatsappSettings): InboundEvent {
  const field = named(change.field)
  const value = bag(change.value)
  const told = { kind: 'account', accountId: settings.phoneNumberId, at: instant(entry.time) } as const
  const businessId = id(entry.id)
  if (isTemplateNews(field)) {
    const template = readTemplateNews(field, value, businessId ?? settings.businessAccountId)
    if (template === null) return ignored(`${field} of no template`)
    return { ...told, news: 'template', detail: detailOf(template), template }
  }
  if (businessId !== null && businessId !== settings.businessAccountId) return ignored(`${field} of another account`)
  if (isOfAnotherNumber(value, settings)) return ignored(`${field} of another number`)

  const news = readers[field]?.(value) ?? null
  if (news === null) return ignored(`${field}: ${named(value.event)}`)
  return { ...told, ...news, detail: short(news.detail) }
}

function isOfAnotherNumber(value: Bag, { displayPhoneNumber }: WhatsappSettings): boolean {
  const told = digitsOf(id(value.display_phone_number) ?? id(value.phone_number) ?? '')
  const own = digitsOf(displayPhoneNumber)
  return told !== '' && own !== '' && told !== own
}

function digitsOf(phone: string): string {
  return phone.replace(/\D/g, '')
}

function detailOf({ name, language, change }: TemplateNews): string {
  const what = Object.values(change).filter((value) => value !== null)
  return short(`${name} (${language}): ${what.join(', ') || 'changed'}`)
}

function short(detail: string): string {
  return detail.slice(0, 500).toWellFormed()
}

// The limit's old name is to go. It comes as the name of a tier, or as a number.
function qualityNews({ event, max_daily_conversations_per_business: business, current_limit: own }: Bag): News | null {
  if (event !== 'FLAGGED' && event !== 'DOWNGRADE') return null
  const limit = id(business) ?? id(own)
  return { news: 'warned', detail: `WhatsApp rates the number lower: ${event}, ${named(limit)}` }
}

function accountNews(value: Bag): News | null {
  switch (value.event) {
    case 'ACCOUNT_DELETED':
      return { news: 'broken', detail: 'The WhatsApp Business account was deleted.' }
    case 'DISABLED_UPDATE':
      return banNews(bag(value.ban_info))
    case 'ACCOUNT_VIOLATION': {
      const { violation_type: type } = bag(value.violation_info)
      return { news: 'warned', detail: `WhatsApp finds its policy violated: ${named(type)}` }
    }
    case 'ACCOUNT_RESTRICTION': {
      const types = bags(value.restriction_info).map(({ restriction_type: type }) => named(type))
      return { news: 'warned', detail: `WhatsApp restricts the account: ${types.join(', ') || 'it does not say how'}` }
    }
    default:
      return null
  }
}

// One state, or a list of them.
function banNews({ waba_ban_state: state, waba_ban_date: date }: Bag): News | null {
  const states: readonly unknown[] = Array.isArray(state) ? state : [state]
  if (states.includes('REINSTATE')) return null
  if (states.includes('DISABLE')) return { news: 'broken', detail: 'WhatsApp has disabled the account.' }
  if (!states.includes('SCHEDULE_FOR_DISABLE')) return null
  return { news: 'warned', detail: `WhatsApp is going to disable the account: ${named(date)}` }
}

function ignored(what: string): InboundEvent {
  return { kind: 'ignored', what }
}
