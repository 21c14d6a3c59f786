import type { Preferences } from '@fairlead/sdk'

const all = { desktop: true, push: true, sound: true }

/** As everybody begins, until theirs are here. The contract says the same; it is too heavy for a first look. */
export const usualPreferences: Preferences = {
  language: null,
  scheme: 'auto',
  density: 'comfortable',
  undoSeconds: 5,
  enter: 'send',
  notifications: {
    assigned: all,
    message: all,
    mention: all,
    undelivered: all,
    waiting: { desktop: false, push: false, sound: false },
  },
  showsText: false,
  quiet: { isOn: false, from: '20:00', to: '08:00', timeZone: 'UTC' },
}
