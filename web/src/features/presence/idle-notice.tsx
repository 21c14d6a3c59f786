import { useEffect, useRef } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { notifications } from '../../ui/notifications.ts'
import { useMe } from '../session/queries.ts'
import { isIdledOut } from './idled-out.ts'
import { useActivity } from './use-activity.ts'

const notice = 'idle'

/** Keeps the server told of activity, and says so to whoever counts as offline for doing nothing. */
export function IdleNotice({ isLive }: { isLive: boolean }) {
  const { t } = useTranslation('inbox')
  const { member, workspace } = useMe()
  const isOut = isIdledOut(member, workspace.idleMinutes, isLive)
  const wasOut = useRef(false)
  useActivity()

  useEffect(() => {
    if (isOut && !wasOut.current) {
      notifications.show({
        id: notice,
        color: 'orange',
        title: t('presence.idleTitle'),
        message: t('presence.idle', { count: workspace.idleMinutes ?? 0 }),
        autoClose: false,
      })
    } else if (!isOut && wasOut.current) {
      notifications.update({
        id: notice,
        color: 'teal',
        title: t('presence.backTitle'),
        message: t('presence.back'),
        autoClose: 8000,
      })
    }
    wasOut.current = isOut
  }, [isOut, workspace.idleMinutes, t])

  return null
}
