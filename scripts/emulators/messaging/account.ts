import { type HttpRequest, jsonOf } from '../desk/exchange.ts'
import { GraphRefusal, noSuchObject } from '../graph/refusal.ts'
import { invalid, requireString } from './refusal.ts'
import type { BusinessAccount, World } from './world.ts'

const pageFields = [
  ...['messages', 'messaging_postbacks', 'message_deliveries', 'message_reads', 'message_echoes', 'message_reactions'],
  ...['message_edits', 'messaging_referrals', 'messaging_handovers', 'messaging_optins', 'standby', 'feed'],
  'messaging_policy_enforcement',
]
const instagramFields = [
  ...['messages', 'messaging_postbacks', 'messaging_seen', 'message_reactions', 'message_edit', 'messaging_referral'],
  ...['message_echoes', 'messaging_handover', 'comments', 'mentions'],
]

/** Everything an account of this product can tell. */
export function allFields({ product }: Pick<BusinessAccount, 'product'>): readonly string[] {
  return product === 'messenger' ? pageFields : instagramFields
}

/** Who the account is: the page; or the professional account, with its own login or through its page. */
export function describeAccount(id: string, query: URLSearchParams, account: BusinessAccount): object {
  const { product, name, username, pageId, appScopedId } = account
  const isPage = product === 'messenger' || id === pageId
  const known = isPage
    ? { id: pageId, name, instagram_business_account: { id: account.id, username } }
    : { id: appScopedId, user_id: account.id, username, name, profile_picture_url: '' }
  return { ...pick(known, query), id: known.id }
}

export function profileOf(id: string, query: URLSearchParams, world: World): object {
  const chat = world.find(id)
  if (chat === null) throw noSuchObject(id)
  const { withholds, name, username, picture } = chat.person
  if (withholds !== null) throw withheld(withholds, id)

  const [first = null, ...others] = name?.split(' ') ?? []
  const known =
    world.account.product === 'messenger'
      ? { id, name, first_name: first, last_name: others.join(' '), profile_pic: picture }
      : { id, name, username: username ?? `user.${id}`, profile_pic: picture, is_verified_user: false }
  return { ...pick(known, query), id }
}

export function subscriptions({ fields }: BusinessAccount): object {
  const app = { category: 'Business', link: 'https://desk.example.com', name: 'Desk', id: '2000000000000001' }
  return { data: fields.length === 0 ? [] : [{ ...app, subscribed_fields: fields }] }
}

/** One list takes the place of another. What a page's Instagram account tells is chosen in the dashboard, all at once. */
export function subscribe(request: HttpRequest, id: string, account: BusinessAccount): object {
  const given = request.query.get('subscribed_fields') ?? jsonOf(request).subscribed_fields
  const names = Array.isArray(given) ? given : requireString(given, 'subscribed_fields', 2000).split(',')
  const isThroughPage = account.product === 'instagram' && id === account.pageId
  const known = isThroughPage ? pageFields : allFields(account)

  const strange = names.find((name) => !known.includes(name))
  if (strange !== undefined) throw invalid(`Param subscribed_fields must be one of {${known.join(', ')}}`)
  account.fields = isThroughPage ? instagramFields : names
  return { success: true }
}

export function unsubscribe(account: BusinessAccount): object {
  account.fields = []
  return { success: true }
}

function withheld(code: number, id: string): GraphRefusal {
  switch (code) {
    case 230:
      return new GraphRefusal(230, 'User consent is required to access user profile', { status: 403 })
    case 9010:
      return new GraphRefusal(9010, 'No matching Instagram user')
    case 100:
      return noSuchObject(id)
    default:
      return new GraphRefusal(code, 'The app may not see this profile', { status: 403 })
  }
}

// Only what is asked for is answered, and nothing of it where it is not known. Fields of fields stand in braces.
function pick(known: Readonly<Record<string, unknown>>, query: URLSearchParams): object {
  const fields = query
    .get('fields')
    ?.replace(/\{[^}]*\}/g, '')
    .split(',') ?? ['id']
  const strange = fields.find((field) => !(field in known))
  if (strange !== undefined) throw invalid(`Tried accessing nonexisting field (${strange})`)
  return Object.fromEntries(fields.map((field) => [field, known[field]]).filter(([, value]) => value !== null))
}
