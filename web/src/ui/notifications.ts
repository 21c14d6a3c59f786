import type { NotificationData } from '@mantine/notifications'
import { insist } from './insist.ts'

export type Shown = NotificationData & { id: string }
type Library = typeof import('./notification-list.tsx')

let library: Promise<Library> | null = null
let isWanted = false
const listeners = new Set<() => void>()

/** What Mantine calls by this name. Fetched with the first of them: most pages are opened and have nothing to tell. */
export const notifications = {
  show(notification: NotificationData): string {
    const id = notification.id ?? crypto.randomUUID()
    run(({ notifications: shown }) => shown.show({ ...notification, id }))
    want()
    return id
  },
  update(notification: Shown): void {
    run(({ notifications: shown }) => shown.update(notification))
  },
  hide(id: string): void {
    if (library !== null) run(({ notifications: shown }) => shown.hide(id))
  },
}

/** Whether there has been anything to show yet. */
export const notificationsWanted = {
  watch(listener: () => void): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
  get: () => isWanted,
}

// In the order of the calls, since each waits for the same promise.
function run(act: (library: Library) => unknown): void {
  library ??= insist(() => import('./notification-list.tsx'))
  void library.then(act)
}

function want(): void {
  isWanted = true
  for (const listener of listeners) listener()
}
