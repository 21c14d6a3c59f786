import { json, type Reply } from '../desk/exchange.ts'
import type { Fault, Faults } from '../desk/faults.ts'

export type Operation = 'send' | 'download'

type Own = Readonly<{
  /** The reason in the answer; nothing is done. */
  error?: Readonly<{ code: string; detail?: string }>
}>

export type SystemFault = Fault<Operation, Own>
export type SystemFaults = Faults<Operation, Own>

export function errorFor(status: number, fault: Partial<SystemFault>): Reply | null {
  if (fault.error === undefined && fault.status === undefined) return null
  return json(fault.error === undefined ? {} : { error: fault.error }, status)
}
