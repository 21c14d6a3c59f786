import { describeError } from '../describe-error.ts'
import { notifications, type Shown } from './notifications.ts'

export const refusalMs = 10_000

export function notifyDone(message: string): void {
  notifications.show({ message, autoClose: 4000 })
}

/** What is refused again for the same reason, as everything is without a connection, is said once, and stays longer. */
export function notifyError(error: unknown): void {
  const message = describeError(error)
  notifyAnew({ id: `refused: ${message}`, message, color: 'red', autoClose: refusalMs })
}

let count = 0

/** In the place of what is shown by the same id, and for as long as if it were new. */
export function notifyAnew(notice: Shown): void {
  const { autoClose } = notice
  count += 1
  // Only another time than before makes it count from the beginning.
  const anew = typeof autoClose === 'number' ? { ...notice, autoClose: autoClose + (count % 100) } : notice
  notifications.update(anew)
  notifications.show(anew)
}
