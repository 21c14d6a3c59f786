import { Outlet } from '@tanstack/react-router'
import { BrokenChannels } from '../features/channels/broken-channels.tsx'
import { MissedTemplates } from '../features/channels/missed-templates.tsx'
import { ClosingHost } from '../features/closing/closing-host.tsx'
import { CommandCenter } from '../features/commands/command-center.tsx'
import { WritingKeeper } from '../features/composer/writing-keeper.tsx'
import { ApplyPreferences } from '../features/preferences/apply-preferences.tsx'
import { SessionEnded } from '../features/session/session-ended.tsx'
import { WebhookNotice } from '../features/webhooks/webhook-notice.tsx'
import { StartHost } from '../features/workflows/buttons/start-host.tsx'
import { LiveUpdates } from '../realtime/live-updates.tsx'
import { AppShell } from '../ui/app-shell/app-shell.tsx'
import { FollowLanguage } from './follow-language.tsx'
import { MainNavigation } from './main-navigation.tsx'

export function SessionLayout() {
  return (
    <LiveUpdates>
      <AppShell
        navigation={<MainNavigation />}
        banner={
          <>
            <BrokenChannels />
            <MissedTemplates />
            <WebhookNotice />
          </>
        }
      >
        <Outlet />
      </AppShell>
      <SessionEnded />
      <WritingKeeper />
      <ClosingHost />
      <StartHost />
      <ApplyPreferences />
      <FollowLanguage />
      <CommandCenter />
    </LiveUpdates>
  )
}
