import type { Look } from '../bridge.ts'
import type { ChatState } from '../chat/state.ts'
import { inkOn } from './ink.ts'
import type { Texts } from './texts.ts'

const colorBeforeKnown = '#2f5d8a'

/** What the page shows of the chat; nothing until the server has answered or turned out to be away. */
export function lookOf({ phase, isConnected, channel, unreadCount }: ChatState, texts: Texts): Look | null {
  if (phase === 'starting' && isConnected && !channel) return null
  const color = channel?.color ?? colorBeforeKnown

  return {
    isAvailable: phase !== 'unavailable',
    title: channel?.title ?? 'Chat',
    color,
    ink: inkOn(color),
    openLabel: unreadCount > 0 ? texts.counted('launcher.unread', unreadCount) : texts.t('launcher.open'),
    closeLabel: texts.t('chat.close'),
    unreadCount,
  }
}
