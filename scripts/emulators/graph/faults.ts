import type { Reply } from '../desk/exchange.ts'
import { json } from '../desk/exchange.ts'
import type { Fault, Faults } from '../desk/faults.ts'
import { GraphRefusal } from './refusal.ts'

export type Operation = 'send' | 'read' | 'upload' | 'locate' | 'download' | 'templates' | 'number' | 'subscribe'

type Own = Readonly<{
  /** Answers with this error; nothing is done. */
  graphError?: Readonly<{ code: number; subcode?: number; message?: string; details?: string; isTransient?: boolean }>
}>

export type GraphFault = Fault<Operation, Own>
export type GraphFaults = Faults<Operation, Own>

/** The error a fault names, or the one that usually comes with its status. */
export function errorFor(status: number, fault: Partial<GraphFault>): Reply | null {
  if (fault.graphError === undefined && fault.status === undefined) return null
  const { code, message = 'Made to fail', ...more } = fault.graphError ?? { code: usualCodes.get(status) ?? 100 }
  return json(new GraphRefusal(code, message, more), status)
}

const usualCodes: ReadonlyMap<number, number> = new Map([
  [401, 190],
  [403, 10],
  [429, 130429],
  [500, 131000],
  [503, 131016],
])
