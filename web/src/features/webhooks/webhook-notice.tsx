import { Suspense, useEffect, useState } from 'react'
import { later, whenIdle } from '../../ui/later.ts'
import { useMe } from '../session/queries.ts'
import { isAtLeast } from '../session/roles.ts'

const FailedWebhooks = later(async () => (await import('./failed-webhooks.tsx')).FailedWebhooks)

/** For managers, once everything that is looked at is there. */
export function WebhookNotice() {
  const { member } = useMe()
  const [isIdle, setIdle] = useState(false)
  useEffect(() => whenIdle(() => setIdle(true)), [])
  if (!isIdle || !isAtLeast(member.role, 'manager')) return null
  return (
    <Suspense>
      <FailedWebhooks />
    </Suspense>
  )
}
