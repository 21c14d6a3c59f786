import type { Checked, Step } from '../../channel.ts'
import { type Bag, bags } from '../../reading.ts'
import { done } from '../../step.ts'
import { type Caller, graphDelete, graphGet, graphPost } from '../graph.ts'
import { askFor, tell } from './actions.ts'

/**
 * What a page tells the app. The same list whoever asks, since a second one takes the place of the first, and a page's
 * Messenger and its Instagram account may both be connected.
 */
export const pageFields = [
  ...['messages', 'messaging_postbacks', 'message_deliveries', 'message_reads', 'message_echoes', 'message_reactions'],
  ...['message_edits', 'messaging_referrals', 'messaging_handovers', 'standby'],
  'messaging_policy_enforcement',
]

/** What an account of Instagram's own login tells. */
export const instagramFields = [
  ...['messages', 'messaging_postbacks', 'messaging_seen', 'message_reactions', 'message_edit', 'messaging_referral'],
]

export function subscribeTo(caller: Caller, path: string, fields: readonly string[]): Step<null> {
  return tell(graphPost(caller, `${path}/subscribed_apps`, { subscribed_fields: fields.join(',') }))
}

export function unsubscribeFrom(caller: Caller, path: string): Step<null> {
  return tell(graphDelete(caller, `${path}/subscribed_apps`))
}

/** Whether the account tells anybody what is written to it: an hour of failed webhooks is said to end that. */
export function checkSubscribed<Settings>(
  caller: Caller,
  path: string,
  checked: Checked<Settings>,
): Step<Checked<Settings>> {
  return askFor(graphGet(caller, `${path}/subscribed_apps`), (body) => {
    const isSubscribed = bags(body.data).some((app) => fieldsOf(app).includes('messages'))
    return done({ ...checked, problem: isSubscribed ? null : notSubscribed })
  })
}

const notSubscribed = { code: 'permission', detail: 'what is written to it is told to no app' } as const

// Names, or objects with a name, by product.
function fieldsOf({ subscribed_fields: fields }: Bag): readonly unknown[] {
  return [...(Array.isArray(fields) ? fields : []), ...bags(fields).map(({ name }) => name)]
}
