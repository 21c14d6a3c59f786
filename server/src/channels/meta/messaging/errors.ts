import { later, meaningsOf, never } from '../errors.ts'

/** What Messenger's and Instagram's codes mean beside those of all of Graph. */
export const meanings = meaningsOf([
  [['10/2018278', '10/2018065', '10/2018300', '10/2534022'], never('window_closed')],

  // Has blocked us, deactivated the account, or left; the thread is archived or deleted.
  [[551, '200/1545041', '200/2018108', 2534001, '100/2534001'], never('recipient_unavailable')],
  // Nobody by this id, or somebody who wrote to another page.
  [['100/2018001', '100/2534014', 9010], never('invalid_recipient')],
  // Needs the person's consent.
  [[230], never('permission')],
  // Of the account as a rule, but also what is said when one person wants no more messages: it breaks nothing.
  [[200], never('permission')],

  // Not fetched, not uploaded, of an id nobody knows, or gone.
  [['100/2018007', '100/2018008', '100/2018047', '100/2018074', '100/2018108', '100/2018109'], never('media_error')],
  [['100/2534013', '100/2534025'], never('unsupported_content')],
  [['613/2534040'], later('rate_limited')],
  [[1200, '2/2018344'], later('provider_down')],
])
