import type { ChannelType, Team } from '@fairlead/sdk'
import type { Browser } from 'playwright-core'
import type { GraphProduct } from '../../../scripts/emulators/graph-front.ts'
import type { Person } from '../workspace.ts'

/** What a customer's side may tell of a message, beyond that it was taken. */
export type Receipt = 'delivered' | 'read'

/** A customer on one type of channel, and the provider, or the mail server, between them and us. */
export type Counterpart = Readonly<{
  type: ChannelType
  /** What a server is started with to find the provider. */
  environment: Readonly<Record<string, string>>
  /** Where several share the one address of Graph: who answers behind it. */
  product?: GraphProduct
  connect(stage: ConnectStage): Promise<void>
  /** The customer writes. */
  ask(text: string): Promise<unknown>
  /** How often the customer has this before them. */
  heard(text: string): number | Promise<number>
  /** Makes the other side tell what became of our last message; of what it never tells there is nothing to make. */
  tell: Readonly<Partial<Record<Receipt, () => Promise<unknown>>>>
  trouble?: Trouble
  stop(): Promise<void>
}>

export type ConnectStage = Readonly<{ owner: Person; team: Team; browser: Browser; url: string }>

/** What may come between, in the words that the agent is told. */
export type Trouble = Readonly<{
  begin(): void
  end(): void
  /** Ours, for what the provider means. */
  reason: string
  /** The provider's own. */
  detail: RegExp
}>
