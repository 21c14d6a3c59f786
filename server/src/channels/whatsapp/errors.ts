import { broken, later, meaningsOf, never } from '../meta/errors.ts'

/** What WhatsApp's codes mean beside those of all of Graph. */
export const meanings = meaningsOf([
  // 131037 waits for a display name, 131045 and 133010 for the number's registration.
  [[131005, 131037, 131045, 133010], broken('permission')],
  // A payment is missing. Only what costs is held back: replies within the window still go out, so nothing is broken.
  [[131042, 131044], never('permission')],

  [[130429, 133016], later('rate_limited')],
  // Too many to one person: one message in six seconds is let through.
  [[131056], { ...later('rate_limited', 6_000), isOfRecipient: true }],

  [[131000, 131016, 131057, 2494100], later('provider_down')],

  [[131047], never('window_closed')],
  // Not on WhatsApp, has blocked us, or has not agreed to the terms: the provider does not say which.
  [[131026], never('recipient_unavailable')],
  [[131050], never('opted_out')],
  // Ourselves; not on a test number's list; only known by a username where a number is needed; another identity.
  [[131021, 131030, 131062, 137000], never('invalid_recipient')],
  [[131051, 135000], never('unsupported_content')],
  [[131052, 131053], never('media_error')],
  [[132000, 132001, 132005, 132007, 132008, 132012, 132015, 132016, 132018, 132068, 132069], never('template_error')],

  // Held back from this one person: by an experiment, a cap on marketing, or their country. 131048 holds back more, for as
  // long as people report us.
  [[130472, 130497, 131048, 131049], never('policy')],
  [[131031], broken('policy')],

  // Ours to mend: a parameter missing or wrong.
  [[131008, 131009], never('unknown')],
])
