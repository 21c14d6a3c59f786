import { json, type Reply } from '../desk/exchange.ts'
import type { Fault, Faults } from '../desk/faults.ts'
import { GraphRefusal } from '../graph/refusal.ts'

export type Operation =
  | 'send'
  | 'action'
  | 'upload'
  | 'download'
  | 'profile'
  | 'inbox'
  | 'account'
  | 'subscribe'
  | 'refresh'

type Own = Readonly<{
  /** Answers with this error; nothing is done. */
  graphError?: Readonly<{ code: number; subcode?: number; message?: string; isTransient?: boolean }>
}>

export type MessagingFault = Fault<Operation, Own>
export type MessagingFaults = Faults<Operation, Own>

/** The error a fault names, or the one that usually comes with its status. */
export function errorFor(status: number, fault: Partial<MessagingFault>): Reply | null {
  if (fault.graphError === undefined && fault.status === undefined) return null
  const { code, message = 'Made to fail', ...more } = fault.graphError ?? { code: usualCodes.get(status) ?? 100 }
  return json(new GraphRefusal(code, message, more), status)
}

const usualCodes: ReadonlyMap<number, number> = new Map([
  [401, 190],
  [403, 10],
  [429, 613],
  [500, 2],
  [503, 2],
])
