import type { InboundEvent } from '../../inbound.ts'
import { bag, named } from '../../reading.ts'
import { moment, type Origin } from './origin.ts'

/** What the platform does to an account that it finds breaking its rules. */
export function parsePolicy(
  { policy_enforcement: policy, timestamp }: Readonly<Record<string, unknown>>,
  { accountId, sentAt }: Origin,
): InboundEvent {
  const { action, reason } = bag(policy)
  const news = action === 'block' ? 'broken' : action === 'warning' ? 'warned' : null
  if (news === null) return { kind: 'ignored', what: `policy_enforcement: ${named(action)}` }
  const detail = `The platform's ${news === 'broken' ? 'block' : 'warning'} for breaking its rules: ${named(reason)}`
  return { kind: 'account', accountId, at: moment(timestamp) || moment(sentAt), news, detail: detail.toWellFormed() }
}
