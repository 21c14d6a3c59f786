import { Outlet } from '@tanstack/react-router'
import { BrokenChannels } from '../features/channels/broken-channels.tsx'
import { SessionEnded } from '../features/session/session-ended.tsx'
import { LiveUpdates } from '../realtime/live-updates.tsx'
import { AppShell } from '../ui/app-shell/app-shell.tsx'
import { MainNavigation } from './main-navigation.tsx'

export function SessionLayout() {
  return (
    <LiveUpdates>
      <AppShell navigation={<MainNavigation />} banner={<BrokenChannels />}>
        <Outlet />
      </AppShell>
      <SessionEnded />
    </LiveUpdates>
  )
}
