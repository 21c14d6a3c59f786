import { type Webhooks, webhookOf } from '../intake/requests.ts'

export type Changes = Readonly<{
  host: string
  appSecret: string
  channels: Webhooks['channels']
  /** Of a manager. */
  apiKey: string
  /** Begins every provider id. */
  idPrefix: string
  count: number
  /** Who writes most: every twenty-fifth message is of theirs. */
  favourite: number
  mine: readonly Place[]
  others: readonly Place[]
  colleagueId: string
}>

type Place = Readonly<{ customer: number; id: string }>

/** What happens in a company at work: of fifty changes forty are messages of customers, ten are what colleagues do. */
export function makeRequests(changes: Changes): readonly Buffer[] {
  return Array.from({ length: changes.count }, (_, index) => changeOf(changes, index))
}

function changeOf(changes: Changes, index: number): Buffer {
  const { mine, others, favourite, colleagueId } = changes
  const all = [...mine, ...others]
  const any = all[(index * 7919) % all.length]!
  // What is done to a conversation of others does not take it out of the list of the one who is measured.
  const other = others[(index * 104_729) % others.length]!
  const isEven = Math.floor(index / 50) % 2 === 0
  switch (index % 50) {
    case 5:
    case 17:
    case 29:
    case 41:
      return toApi(changes, 'PATCH', `/conversations/${any.id}`, { priority: isEven ? 'high' : 'normal' })
    case 8:
    case 33:
      return toApi(changes, 'POST', `/conversations/${any.id}/notes`, { text: 'Asked the warehouse about it.' })
    case 12:
    case 37:
      return toApi(changes, 'PUT', `/conversations/${other.id}/assignment`, { memberId: colleagueId })
    case 21:
    case 46:
      return toApi(changes, 'PUT', `/conversations/${other.id}/read`)
    default: {
      const customer = index % 25 === 0 ? favourite : any.customer
      return webhookOf(changes, customer, `${changes.idPrefix}${index}`)
    }
  }
}

function toApi({ host, apiKey }: Changes, method: string, path: string, content?: object): Buffer {
  const body = content === undefined ? '' : JSON.stringify(content)
  return Buffer.from(
    `${method} /api/v1${path} HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${apiKey}\r\n` +
      `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    'latin1',
  )
}
