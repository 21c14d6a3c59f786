import type { MessageHit } from '@fairlead/sdk'

export type HitGroup = Readonly<{ conversation: MessageHit['conversation']; hits: readonly MessageHit[] }>

/** What was found by conversation; the one with the newest hit first. */
export function groupHits(hits: readonly MessageHit[]): HitGroup[] {
  const groups = Map.groupBy(hits, ({ conversation }) => conversation.id)
  return [...groups.values()].map((own) => ({ conversation: own[0]!.conversation, hits: own }))
}
