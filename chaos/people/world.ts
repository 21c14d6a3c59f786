import type { Client } from '@fairlead/sdk'
import type { Random } from '../../scripts/demo/random.ts'
import type { GraphEmulator } from '../../scripts/emulators/graph.ts'
import type { Ledger } from '../ledger.ts'
import type { Fleet } from '../stage/fleet.ts'
import type { Screen } from './screen.ts'

/** Somebody who works here: what they see, and how they act. */
export type Worker = Readonly<{ name: string; memberId: string; client: Client; screen: Screen }>

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
  isOver: () => boolean
}>

/** How many customers write on each channel. */
export const customersOf = { whatsapp: 8, photos: 2, webchat: 4 } as const

export function numberOf(kind: 'whatsapp' | 'photos' | 'prober', index: number): string {
  return `4477009${{ whatsapp: '1', photos: '2', prober: '3' }[kind]}${String(index).padStart(4, '0')}`
}
