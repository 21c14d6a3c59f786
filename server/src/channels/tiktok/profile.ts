import type { Checked, Profile, ProviderRequest, Step } from '../channel.ts'
import { bags, text } from '../reading.ts'
import { done } from '../step.ts'
import type { TiktokAccount, TiktokSettings } from './account.ts'
import { askFor, get } from './api.ts'

/** Who somebody is, as the list of a conversation's messages says of those who take part. */
export function profile(conversationId: string, account: TiktokAccount): Step<Profile> {
  const { businessId } = account.settings
  const request = get(account, 'business/message/content/list', {
    business_id: businessId,
    conversation_id: conversationId,
  })
  return askFor(request, ({ participants }) => {
    const person = bags(participants).find(
      (one) => one.role !== 'BUSINESS_ACCOUNT' && one.role !== 'business_account' && one.id !== businessId,
    )
    const name = text(person?.display_name) ?? text(person?.username)
    return done({ name, locale: null, avatar: picture(text(person?.profile_image)) })
  })
}

/** Whose account the token is for. */
export function check(account: TiktokAccount): Step<Checked<TiktokSettings>> {
  const { businessId, username } = account.settings
  const request = get(account, 'business/get', {
    business_id: businessId,
    fields: JSON.stringify(['username', 'display_name']),
  })
  return askFor(request, (data) => {
    const known = text(data.username) ?? username
    return done({ name: text(data.display_name) ?? known, settings: { username: known } })
  })
}

function picture(url: string | null): ProviderRequest | null {
  if (url === null || !URL.canParse(url)) return null
  return { kind: 'request', method: 'GET', url, headers: {}, body: { kind: 'none' } }
}
