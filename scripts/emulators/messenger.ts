import type { MessagingEmulator, MessagingEmulatorOptions } from './messaging/emulator.ts'
import { startMessaging } from './messaging/start.ts'

/**
 * A local stand-in of the Graph API for the Messenger of one page, as strict as the provider. It has three sides: the one the
 * product calls, the customers, and the faults. The last two are methods here and the same over HTTP under `/control`.
 *
 * @example
 * const messenger = await startMessengerEmulator({ appSecret: 'secret', accessToken: 'token', verifyToken: 'verify' })
 * await messenger.connect({ webhookUrl })
 * await messenger.customer('6000000000000001', { name: 'Mara Muster' }).sendText('Hello')
 */
export function startMessengerEmulator(options: MessagingEmulatorOptions): Promise<MessagingEmulator> {
  const { pageId = '100000000000201' } = options
  return startMessaging(
    {
      account: { product: 'messenger', id: pageId, appScopedId: pageId, pageId },
      page: { title: "A customer's Messenger", address: '6000000000000001', name: 'Mara Muster' },
      tokensExpire: false,
    },
    options,
  )
}
