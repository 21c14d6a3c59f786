import type { Reply } from '../desk/exchange.ts'
import type { Fault, Faults } from '../desk/faults.ts'
import { TiktokRefusal } from './refusal.ts'

export type Operation = 'send' | 'action' | 'upload' | 'locate' | 'download' | 'refresh' | 'profile' | 'webhook'

type Own = Readonly<{
  /** Answers with this code; nothing is done. */
  tiktokError?: Readonly<{ code: number; message?: string }>
}>

export type TiktokFault = Fault<Operation, Own>
export type TiktokFaults = Faults<Operation, Own>

/** The error a fault names, or the one that usually comes with its status. */
export function errorFor(status: number, fault: Partial<TiktokFault>): Reply | null {
  if (fault.tiktokError !== undefined) {
    const { code, message = 'Made to fail' } = fault.tiktokError
    return new TiktokRefusal(code, message, fault.status ?? 200).toReply()
  }
  if (fault.status === undefined) return null
  const [code, message] = usual.get(status) ?? [40002, 'Made to fail']
  return new TiktokRefusal(code, message, status).toReply()
}

const usual: ReadonlyMap<number, readonly [number, string]> = new Map([
  [401, [40105, 'Access token is incorrect or has been revoked']],
  [403, [40001, 'No permission']],
  [429, [40100, 'Requests made too frequently']],
  [500, [50000, 'System error']],
  [503, [51305, 'The service is busy']],
])
