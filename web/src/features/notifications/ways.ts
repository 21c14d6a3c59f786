import { isQuiet, type NotificationKind, type Preferences } from '@fairlead/sdk'

type Place = Readonly<{
  /** Whether somebody works in a tab of ours. */
  isHere: boolean
  /** Whether the conversation is before their eyes. */
  isLookedAt: boolean
  /** Whether this tab speaks for all. */
  speaks: boolean
  now: Date
}>

/** How this tab tells of something, beside showing it on the page. */
export function waysToTell(
  kind: NotificationKind,
  { notifications, quiet }: Pick<Preferences, 'notifications' | 'quiet'>,
  { isHere, isLookedAt, speaks, now }: Place,
): Readonly<{ desktop: boolean; sound: boolean }> {
  if (!speaks || isLookedAt || isQuiet(quiet, now)) return { desktop: false, sound: false }
  const { desktop, sound } = notifications[kind]
  return { desktop: desktop && !isHere, sound }
}
