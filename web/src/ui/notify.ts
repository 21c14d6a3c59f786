import { notifications } from '@mantine/notifications'
import { describeError } from '../describe-error.ts'

export function notifyDone(message: string): void {
  notifications.show({ message, autoClose: 4000 })
}

export function notifyError(error: unknown): void {
  notifications.show({ message: describeError(error), color: 'red', autoClose: 10_000 })
}
