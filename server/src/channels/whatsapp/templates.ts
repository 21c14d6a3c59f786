import type { Failure, ProviderAnswer, ProviderRequest, ProviderTemplate, Step } from '../channel.ts'
import { isOk } from '../meta/answer.ts'
import { bearer, graphUrl } from '../meta/graph.ts'
import { type Bag, bag, bags, string, text, tryJson } from '../reading.ts'
import { allPages } from '../step.ts'
import type { WhatsappAccount } from './account.ts'

import { failureOf } from './outcome.ts'

const PAGE = 100
const FIELDS = 'id,name,language,status,category,components,parameter_format'

type Page = Readonly<{ kind: 'page'; rows: readonly ProviderTemplate[]; next: ProviderRequest | null }>

export function listTemplates(account: WhatsappAccount): Step<readonly ProviderTemplate[]> {
  return allPages(pageAfter(account, null), (answer) => readPage(answer, account))
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
  if (name === null || language === null) return []

  const components = bags(row.components)
  const component = (type: string): Bag | undefined => components.find((one) => kindOf(one.type) === type)
  const header = component('HEADER')
  const body = string(component('BODY')?.text) ?? ''
  const footer = text(component('FOOTER')?.text)

  return [
    {
      name,
      language,
      status: kindOf(row.status),
      category: kindOf(row.category),
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

function kindOf(value: unknown): string {
  return text(value)?.toUpperCase() ?? ''
}
