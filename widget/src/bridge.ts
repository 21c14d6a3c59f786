/**
 * What the script on the customer's page and the frame from our server say to each other, over `postMessage`.
 *
 * The frame says `here`, to whoever holds it, since it cannot know yet where it is. The page answers `hello`; from then
 * on the frame listens to that origin only and speaks to it only. The page listens to the frame's window and our origin
 * only. No visitor token and no text of a message ever crosses.
 */
export type Identity = Readonly<{
  userId: string
  hash: string
  name?: string | undefined
  email?: string | undefined
}>

export type ToFrame =
  | Readonly<{
      fairlead: 'hello'
      locale: string
      pageUrl: string
      isOpen: boolean
      /** `reset` was called before the frame was there. */
      isReset: boolean
      identity: Identity | null
    }>
  | Readonly<{ fairlead: 'open' | 'close' | 'reset' }>
  | Readonly<{ fairlead: 'identify'; identity: Identity }>

/** What the page shows outside the frame, in the frame's language. */
export type Look = Readonly<{
  /** False when the channel refuses this visitor: then there is nothing to open. */
  isAvailable: boolean
  title: string
  color: string
  /** Black or white, whichever reads better on `color`. */
  ink: string
  openLabel: string
  closeLabel: string
  unreadCount: number
}>

export type ToPage =
  | Readonly<{ fairlead: 'here' | 'ready' | 'close' }>
  | (Look & Readonly<{ fairlead: 'look' }>)
  | Readonly<{ fairlead: 'message'; id: string; author: string }>
  | Readonly<{ fairlead: 'error'; code: string; detail: string }>
