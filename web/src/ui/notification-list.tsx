import { useMediaQuery } from '@mantine/hooks'
import { Notifications } from '@mantine/notifications'
import '@mantine/notifications/styles.css'
import classes from './notification-list.module.css'

export { notifications } from '@mantine/notifications'

export function NotificationList() {
  const isPhone = useMediaQuery('(max-width: 48em)')
  // Where people write and send, nothing may lie above it; on a phone neither above who it is with and what to do.
  return (
    <Notifications
      className={classes.list}
      position={isPhone ? 'top-center' : 'bottom-left'}
      ms={isPhone ? 0 : 56}
      // Below the menus, which open there on a phone.
      zIndex={isPhone ? 250 : 400}
    />
  )
}
