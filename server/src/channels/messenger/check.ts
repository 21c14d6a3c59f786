import type { Checked, Step } from '../channel.ts'
import { graphGet } from '../meta/graph.ts'
import { askFor } from '../meta/messaging/actions.ts'
import { checkSubscribed } from '../meta/messaging/subscription.ts'
import { text } from '../reading.ts'
import type { MessengerAccount, MessengerSettings } from './account.ts'

/** The page's name, and whether what is written to it comes to the app. */
export function check(account: MessengerAccount): Step<Checked<MessengerSettings>> {
  const { pageId } = account.settings
  return askFor(graphGet(account, pageId, { fields: 'id,name' }), (page) => {
    const name = text(page.name) ?? pageId
    return checkSubscribed(account, pageId, { name, settings: { pageName: name.slice(0, 200).toWellFormed() } })
  })
}
