import type { Checked, Done, Step } from '../channel.ts'
import { graphGet } from '../meta/graph.ts'
import { askFor, isNotWhatItShould } from '../meta/messaging/actions.ts'
import {
  checkSubscribed,
  instagramFields,
  pageFields,
  subscribeTo,
  unsubscribeFrom,
} from '../meta/messaging/subscription.ts'
import { bag, id, text } from '../reading.ts'
import { done } from '../step.ts'
import { doorOf, type InstagramAccount, type InstagramSettings } from './account.ts'

type Settled = Step<Checked<InstagramSettings>>

/** The account's username and id, and whether what is written to it comes to the app. */
export function check(account: InstagramAccount): Settled {
  return account.settings.login === 'instagram' ? checkOwn(account) : checkLinked(account)
}

export function subscribe(account: InstagramAccount): Step<null> {
  const { caller } = doorOf(account)
  return subscribeTo(caller, subscriber(account), fieldsOf(account))
}

/** What a page tells is left as it is: its Messenger may be connected too. */
export function unsubscribe(account: InstagramAccount): Step<null> | Done<null> {
  if (account.settings.login === 'facebook') return done(null)
  return unsubscribeFrom(doorOf(account).caller, subscriber(account))
}

/**
 * `user_id` is what webhooks call the account. `id` is another one, of the account for this app alone: who pasted that is
 * put right.
 */
function checkOwn(account: InstagramAccount): Settled {
  const { accountId } = account.settings
  return askFor(graphGet(doorOf(account).caller, 'me', { fields: 'user_id,username,name' }), (me) => {
    const known = id(me.user_id)
    if (known === null || (accountId !== known && accountId !== id(me.id))) {
      return isNotWhatItShould('the token is that of another Instagram account')
    }
    return checked(account, known, me.username)
  })
}

function checkLinked(account: InstagramAccount): Settled {
  const { accountId, pageId } = account.settings
  const query = { fields: 'name,instagram_business_account{id,username}' }
  return askFor(graphGet(doorOf(account).caller, pageId, query), (page) => {
    const linked = bag(page.instagram_business_account)
    if (id(linked.id) !== accountId)
      return isNotWhatItShould('the page is linked to another Instagram account, or none')
    return checked(account, accountId, linked.username)
  })
}

function checked(account: InstagramAccount, accountId: string, claimed: unknown): Settled {
  const username = text(claimed)?.slice(0, 200) ?? ''
  const value = { name: username === '' ? accountId : `@${username}`, settings: { accountId, username } }
  return checkSubscribed(doorOf(account).caller, subscriber(account), value)
}

function subscriber({ settings }: InstagramAccount): string {
  return settings.login === 'instagram' ? 'me' : settings.pageId
}

function fieldsOf({ settings }: InstagramAccount): readonly string[] {
  return settings.login === 'instagram' ? instagramFields : pageFields
}
