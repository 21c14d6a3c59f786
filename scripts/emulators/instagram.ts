import type { MessagingEmulator, MessagingEmulatorOptions } from './messaging/emulator.ts'
import { startMessaging } from './messaging/start.ts'

/**
 * A local stand-in of Instagram's messaging for one professional account, as strict as the provider, under both of its logins:
 * by the account's id as at graph.instagram.com, by its page's as at graph.facebook.com. It has three sides: the one the product
 * calls, the customers, and the faults. The last two are methods here and the same over HTTP under `/control`.
 *
 * @example
 * const instagram = await startInstagramEmulator({ appSecret: 'secret', accessToken: 'token', verifyToken: 'verify' })
 * await instagram.connect({ webhookUrl })
 * await instagram.customer('1200000000000001', { username: 'alva.example' }).sendText('Hello')
 */
export function startInstagramEmulator(options: MessagingEmulatorOptions): Promise<MessagingEmulator> {
  const { accountId = '17840000000000201', pageId = '100000000000301' } = options
  return startMessaging(
    {
      account: { product: 'instagram', id: accountId, appScopedId: '9900000000000201', pageId },
      page: { title: "A customer's Instagram", address: '1200000000000001', name: 'Alva Example' },
      tokensExpire: true,
    },
    options,
  )
}
