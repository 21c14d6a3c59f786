import type { ChannelType, Client } from '@fairlead/sdk'
import type { Crowd } from '../../bench/channels/crowd.ts'
import type { Random } from '../../scripts/demo/random.ts'
import type { GraphEmulator } from '../../scripts/emulators/graph.ts'
import type { Ledger } from '../ledger.ts'
import type { Fleet } from '../stage/fleet.ts'
import type { Workflows } from '../workflows/publish.ts'
import type { Screen } from './screen.ts'

/** Somebody who works here: what they see, and how they act. */
export type Worker = Readonly<{
  name: string
  memberId: string
  client: Client
  screen: Screen
  /** From now on with this key. */
  enter(apiKey: string): void
}>

/** A channel of the workspace, and the stand-in of who carries its messages. */
export type Provider = Readonly<{ type: ChannelType; channelId: string; crowd: Crowd }>

/** What people live in. */
export type World = Readonly<{
  fleet: Fleet
  graph: GraphEmulator
  ledger: Ledger
  random: Random
  owner: Worker
  agents: readonly Worker[]
  teamIds: readonly string[]
  whatsappId: string
  webchatId: string
  /** All but WhatsApp's. */
  providers: readonly Provider[]
  workflows: Workflows
  isOver: () => boolean
}>

/** How many customers write on each channel; `others`: on each of the other providers' channels. */
export const customersOf = { whatsapp: 4, photos: 1, webchat: 3, others: 2 } as const

export function numberOf(kind: 'whatsapp' | 'photos' | 'prober', index: number): string {
  return `4477009${{ whatsapp: '1', photos: '2', prober: '3' }[kind]}${String(index).padStart(4, '0')}`
}
