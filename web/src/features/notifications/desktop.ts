import { serviceWorker } from './service-worker.ts'

export type Permission = NotificationPermission | 'none'

export function permission(): Permission {
  return 'Notification' in globalThis ? Notification.permission : 'none'
}

export async function askPermission(): Promise<Permission> {
  return 'Notification' in globalThis ? Notification.requestPermission() : 'none'
}

type Shown = Readonly<{ title: string; body: string; conversationId: string; onOpen(): void }>

/** One for each conversation: a later one takes the place of an earlier, be it from here or pushed. */
export async function showOnDesktop({ title, body, conversationId, onOpen }: Shown): Promise<void> {
  if (permission() !== 'granted') return
  const options = { body, tag: conversationId, icon: '/icon-192.png', data: { conversationId } }
  // Phones show them through the service worker alone.
  const worker = await serviceWorker()
  if (worker !== null) {
    await worker.showNotification(title, options)
    return
  }
  const notification = new Notification(title, options)
  notification.addEventListener('click', () => {
    window.focus()
    notification.close()
    onOpen()
  })
}
