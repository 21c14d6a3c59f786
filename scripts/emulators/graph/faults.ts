import { json, type Reply } from '../desk/exchange.ts'
import type { Fault, Faults } from '../desk/faults.ts'
import { GraphRefusal } from './refusal.ts'

export type Operation = 'send' | 'read' | 'upload' | 'locate' | 'download' | 'templates' | 'number' | 'subscribe'

/** What only Graph knows of faults. */
export type GraphFault = Readonly<{
  /** Answers with this error; nothing is done. */
  graphError?: Readonly<{ code: number; subcode?: number; message?: string; details?: string; isTransient?: boolean }>
}>

export type GraphFaults = Faults<Operation, GraphFault>

export const errorFor = usualErrors({ 429: 130429, 500: 131000, 503: 131016 })

/** Gives the error a fault names, or the one that usually comes with its status. `own`: codes of one product alone. */
export function usualErrors(own: Readonly<Record<number, number>>) {
  const usualCodes: Readonly<Record<number, number>> = { 401: 190, 403: 10, ...own }

  return (status: number, { graphError, ...fault }: Partial<Fault<string, GraphFault>>): Reply | null => {
    if (graphError === undefined && fault.status === undefined) return null
    const { code, message = 'Made to fail', ...more } = graphError ?? { code: usualCodes[status] ?? 100 }
    return json(new GraphRefusal(code, message, more), status)
  }
}
