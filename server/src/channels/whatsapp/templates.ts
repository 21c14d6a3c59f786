import type { Failure, ProviderAnswer, ProviderRequest, ProviderTemplate, Step } from '../channel.ts'
import { isOk } from '../meta/answer.ts'
import { bearer, graphUrl } from '../meta/graph.ts'
import { type Bag, bag, bags, id, string, text, tryJson } from '../reading.ts'
import { allPages } from '../step.ts'
import type { WhatsappAccount, WhatsappSettings } from './account.ts'
import { failureOf } from './outcome.ts'

// An account has six thousand at most.
const PAGE = 250
const MOST_PAGES = 24
const FIELDS = 'id,name,language,status,category,components,parameter_format,quality_score,rejected_reason'

type Page = Readonly<{ kind: 'page'; rows: readonly ProviderTemplate[]; next: ProviderRequest | null }>

export function listTemplates(account: WhatsappAccount): Step<readonly ProviderTemplate[]> {
  return allPages(pageAfter(account, null), (answer) => readPage(answer, account), MOST_PAGES)
}

/** News of templates name the account that they belong to, whatever its numbers. */
export function templateOwnerOf({ businessAccountId }: WhatsappSettings): string {
  return businessAccountId
}

function readPage(answer: ProviderAnswer, account: WhatsappAccount): Page | Failure {
  const page = answer.kind === 'answer' && isOk(answer) ? bag(tryJson(answer.body)) : {}
  if (!Array.isArray(page.data)) return failureOf(answer)

  const rows = bags(page.data)
  const paging = bag(page.paging)
  const after = text(bag(paging.cursors).after)
  // The last page has a cursor too, but no `next`. We ask by the cursor: `next` is an address with the token in it.
  const hasMore = after !== null && (text(paging.next) !== null || rows.length >= PAGE)
  return { kind: 'page', rows: rows.flatMap(template), next: hasMore ? pageAfter(account, after) : null }
}

function pageAfter(account: WhatsappAccount, after: string | null): ProviderRequest {
  const query = { fields: FIELDS, limit: `${PAGE}`, ...(after !== null && { after }) }
  return {
    kind: 'request',
    method: 'GET',
    url: graphUrl(account, `${account.settings.businessAccountId}/message_templates`, query),
    headers: bearer(account),
    body: { kind: 'none' },
  }
}

function template(row: Bag): readonly ProviderTemplate[] {
  const name = text(row.name)
  const language = text(row.language)
  if (name === null || language === null || name.length > 512 || language.length > 20) return []

  const components = bags(row.components)
  const component = (type: string): Bag | undefined => components.find((one) => kindOf(one.type) === type)
  const header = component('HEADER')
  const body = string(component('BODY')?.text) ?? ''
  const footer = text(component('FOOTER')?.text)

  return [
    {
      id: id(row.id),
      name,
      language,
      status: kindOf(row.status),
      reason: said(row.rejected_reason),
      category: kindOf(row.category),
      quality: qualityOf(bag(row.quality_score).score),
      parameterFormat: kindOf(row.parameter_format) === 'NAMED' ? 'named' : 'positional',
      header: header === undefined ? null : headerOf(header),
      body: { text: body, parameters: parametersIn(body) },
      footer,
      buttons: bags(component('BUTTONS')?.buttons).map(buttonOf),
    },
  ]
}

function headerOf(header: Bag): NonNullable<ProviderTemplate['header']> {
  const format = kindOf(header.format) || 'TEXT'
  const words = text(header.text)

  switch (format) {
    case 'IMAGE':
    case 'VIDEO':
    case 'DOCUMENT':
      // Filled by the message's attachment, or by an address or media id under this name.
      return { format, text: words, parameters: [format.toLowerCase()] }
    case 'LOCATION':
      return { format, text: words, parameters: ['latitude', 'longitude', 'name', 'address'] }
    default:
      return { format, text: words, parameters: parametersIn(words ?? '') }
  }
}

/** What can be filled in of a button; `render` tells by the names what kind of button it is. */
function buttonOf(button: Bag): ProviderTemplate['buttons'][number] {
  const type = kindOf(button.type)

  switch (type) {
    case 'URL':
      return { type, text: text(button.text) ?? '', parameters: parametersIn(text(button.url) ?? '') }
    case 'OTP':
      return { type, text: text(button.text) ?? '', parameters: ['1'] }
    case 'COPY_CODE':
      return { type, text: text(button.text) ?? '', parameters: ['coupon_code'] }
    default:
      return { type, text: text(button.text) ?? '', parameters: [] }
  }
}

function parametersIn(words: string): readonly string[] {
  return [...new Set([...words.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(([, name]) => name ?? ''))]
}

/** What the provider says, and not that it says nothing. */
export function said(value: unknown): string | null {
  const words = text(value)
  return words === 'NONE' ? null : words
}

/** `UNKNOWN` for those that hardly anybody has got yet. */
export function qualityOf(value: unknown): string | null {
  const score = kindOf(value)
  return score === '' || score === 'UNKNOWN' ? null : score
}

export function kindOf(value: unknown): string {
  return text(value)?.toUpperCase() ?? ''
}
