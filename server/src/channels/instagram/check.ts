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
    if (known === null || !['', known, id(me.id)].includes(accountId)) {
      return isNotWhatItShould('the token is that of another Instagram account')
    }
    return checked(account, { accountId: known, username: nameIn(me.username) })
  })
}

/** A page's token tells the page too. */
function checkLinked(account: InstagramAccount): Settled {
  const query = { fields: 'id,instagram_business_account{id,username}' }
  return askFor(graphGet(doorOf(account).caller, doorOf(account).path, query), (page) => {
    const linked = bag(page.instagram_business_account)
    const known = id(linked.id)
    if (known === null || !['', known].includes(account.settings.accountId)) {
      return isNotWhatItShould('the page is linked to another Instagram account, or none')
    }
    const pageId = id(page.id) ?? account.settings.pageId
    return checked(account, { accountId: known, username: nameIn(linked.username), pageId })
  })
}

function checked(
  account: InstagramAccount,
  settings: Pick<InstagramSettings, 'accountId' | 'username'> & Partial<InstagramSettings>,
): Settled {
  const { accountId, username } = settings
  const name = username === '' ? accountId : `@${username}`
  return checkSubscribed(doorOf(account).caller, subscriber(account), { name, settings })
}

function nameIn(username: unknown): string {
  return text(username)?.slice(0, 200).toWellFormed() ?? ''
}

function subscriber({ settings }: InstagramAccount): string {
  return settings.login === 'instagram' ? 'me' : settings.pageId || 'me'
}

function fieldsOf({ settings }: InstagramAccount): readonly string[] {
  return settings.login === 'instagram' ? instagramFields : pageFields
}
