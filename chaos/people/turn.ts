import type { Conversation } from '@fairlead/sdk'
import type { Random } from '../../scripts/demo/random.ts'
import type { Deed } from '../ledger.ts'
import type { Worker, World } from './world.ts'

/** Somebody's turn to do one thing, by what is on their screen. */
export type Turn = Readonly<{ world: World; me: Worker; random: Random; each: number }>

/** Does it, and answers with what it was told is done; with null when there was nothing to do, or nothing to be held to. */
export type Act = (turn: Turn) => Promise<Deed | null>

export function pick<T>(random: Random, items: readonly T[]): T | undefined {
  return random.pick(items)
}

export function open({ screen }: Worker): Conversation[] {
  return [...screen.conversations.values()].filter(({ status }) => status === 'open')
}

export function held(worker: Worker, memberId: string): Conversation[] {
  return open(worker).filter(({ assigneeId }) => assigneeId === memberId)
}
