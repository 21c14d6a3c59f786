import type { Contact, Conversation } from '@fairlead/sdk'
import type { RenderTime } from '../../expectations/liquid.ts'

/** What a run sees when it takes a step. Only what `needsOf` asks for is in `hours` and `queues`. */
export type World = Readonly<{
  /** Milliseconds since the epoch. */
  now: number
  facts: Facts
  /** What its texts may take, all together; absent: each by itself. */
  rendering?: RenderTime
}>

export type Facts = Readonly<{
  workspace: Readonly<{ name: string; timeZone: string }>
  contact: Contact & Readonly<{ isNew: boolean }>
  conversation: Conversation
  assignee: Readonly<{ id: string; name: string }> | null
  team: Readonly<{ id: string; name: string }> | null
  /**
   * By `workspace`, a team’s id, or `step:<id>` of a step with hours of its own. Those of the conversation’s own team,
   * which `needsOf` calls '', are under its id; a conversation without a team has none, and the workspace’s stand for them.
   */
  hours: Readonly<Record<string, Opening>>
  /** By the team’s id; the conversation’s own, which `needsOf` calls '', under its id, too. */
  queues: Readonly<Record<string, QueueFacts>>
  /** What the contact wrote last. */
  messageText: string
}>

export type Opening = Readonly<{
  isOpen: boolean
  /** Milliseconds since the epoch; null: open now, or never again. */
  nextOpening: number | null
  /** In the contact’s language: `Mon–Fri 09:00–17:00`, and when it opens next. */
  text: string | null
  opensText: string | null
}>

export type QueueFacts = Readonly<{
  length: number
  online: number
  free: number
  /** Of this conversation, where it waits there. */
  position: number | null
  etaMinutes: number | null
  /** In the contact’s language. */
  etaText: string | null
}>
