import type { Preferences } from '@fairlead/sdk'
import { serverNow } from '../../realtime/server-clock.ts'
import type { Announcement } from '../inbox/new-messages.ts'
import type { Attention } from './attention.ts'
import { showOnDesktop } from './desktop.ts'
import { playSound } from './sound.ts'
import { waysToTell } from './ways.ts'

type Told = Readonly<{
  announcements: readonly (Announcement & { title: string; body: string })[]
  preferences: Preferences
  attention: Attention
  onOpen(announcement: Announcement): void
}>

/** Tells of news beside the page: on the screen, and with one sound for all of them. */
export async function tell({ announcements, preferences, attention, onOpen }: Told): Promise<void> {
  let isHeard = false
  for (const announcement of announcements) {
    const { told, conversationId, title, body } = announcement
    const { desktop, sound } = waysToTell(told, preferences, {
      isHere: attention.isHere,
      isLookedAt: attention.isLookedAt(conversationId),
      speaks: attention.speaks,
      now: new Date(serverNow()),
    })
    isHeard ||= sound
    if (desktop) await showOnDesktop({ title, body, conversationId, onOpen: () => onOpen(announcement) })
  }
  if (isHeard) await playSound()
}
