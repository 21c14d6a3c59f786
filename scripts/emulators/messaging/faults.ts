import type { Faults } from '../desk/faults.ts'
import { type GraphFault, usualErrors } from '../graph/faults.ts'

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

export type MessagingFaults = Faults<Operation, GraphFault>

export const errorFor = usualErrors({ 429: 613, 500: 2, 503: 2 })
