/** What the outside saw: everything that was promised to somebody by an answer, to be held against the state at the end. */
export type Ledger = Readonly<{
  /** Messages that a provider was told are taken, in the order in which their writer heard of it. */
  webhooks: { providerId: string; from: string; isOrdered: boolean }[]
  /** What customers wrote through the other stand-ins, and a webhook with it was answered for. */
  heard: Set<string>
  /** What visitors were told is taken, in their order. */
  posts: { messageId: string; clientId: string; visitor: string; text: string }[]
  uploads: { id: string; visitor: string; bytes: string }[]
  /** What members were told is done. */
  deeds: Deed[]
  /** What a manager did to workflows. */
  switchings: Switching[]
  /** What another system was told began. */
  parcels: { parcel: string; runId: string | null }[]
  /** How often what was done, refused, or remained without an answer. */
  tally: Map<string, number>
}>

export type Deed = Readonly<{
  what:
    | 'reply'
    | 'note'
    | 'close'
    | 'reopen'
    | 'snooze'
    | 'claim'
    | 'decline'
    | 'assign'
    | 'presence'
    | 'limit'
    | 'employ'
    | 'merge'
    | 'unmerge'
    | 'policy'
    | 'press'
    | 'cancel'
  memberId: string
  /** The conversation, contact, team or member it was done to. */
  subjectId: string
  /** What it was told to become, or the id of what was made. */
  value: string | null
}>

/** In milliseconds since the epoch; `until` null: there was no good answer, and nobody knows. */
export type Switching = {
  readonly workflowId: string
  readonly to: 'publish' | 'off' | 'cancel' | 'on'
  readonly from: number
  until: number | null
}

export function newLedger(): Ledger {
  return {
    webhooks: [],
    heard: new Set(),
    posts: [],
    uploads: [],
    deeds: [],
    switchings: [],
    parcels: [],
    tally: new Map(),
  }
}

export function count({ tally }: Ledger, what: string): void {
  tally.set(what, (tally.get(what) ?? 0) + 1)
}

/** How many messages were taken, by the answers. */
export function countAccepted({ webhooks, heard, posts }: Ledger): number {
  return webhooks.length + heard.size + posts.length
}
