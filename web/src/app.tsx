import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { Suspense, useMemo, useSyncExternalStore } from 'react'
import { queryClient } from './api.ts'
import { useTranslation } from './i18n/use-translation.ts'
import { router } from './routes/router.tsx'
import { cssVariables, themeWith } from './theme.ts'
import { later } from './ui/later.ts'
import { notificationsWanted } from './ui/notifications.ts'

const NotificationList = later(async () => (await import('./ui/notification-list.tsx')).NotificationList)

export function App() {
  const areNotificationsWanted = useSyncExternalStore(notificationsWanted.watch, notificationsWanted.get)
  const { t } = useTranslation()
  const close = t('close')
  const theme = useMemo(() => themeWith(close), [close])

  return (
    <QueryClientProvider client={queryClient}>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
        {areNotificationsWanted && (
          <Suspense>
            <NotificationList />
          </Suspense>
        )}
        <RouterProvider router={router} />
      </MantineProvider>
    </QueryClientProvider>
  )
}
