import { createECDH } from 'node:crypto'
import { deletePushSubscription, getPushKey, listPushSubscriptions, postPushSubscription } from '@fairlead/sdk'
import type { Database } from '../db/database.ts'
import { invalidRequest } from '../errors.ts'
import type { Providers } from '../providers/providers.ts'
import { addDevice, listDevices, removeDevice } from '../push/subscriptions.ts'
import { type Api, serve } from './endpoint.ts'

export function servePush(api: Api, { database, providers }: { database: Database; providers: Providers }): void {
  serve(api, getPushKey, async () => ({ publicKey: providers.secrets.pushKeys.publicKey }))

  serve(api, listPushSubscriptions, async ({ caller }) => ({ data: await listDevices(database.db, caller) }))

  serve(api, postPushSubscription, ({ body: given, caller }) => {
    requireUsable(given, providers.allowPrivateNetwork ?? false)
    const { workspaceId, memberId, personId } = caller
    return database.transact((tx) => addDevice(tx, { workspaceId, memberId, personId, given }))
  })

  serve(api, deletePushSubscription, async ({ params: { id }, caller: { workspaceId, memberId } }) => {
    await database.transact((tx) => removeDevice(tx, { workspaceId, memberId, id }))
  })
}

// What cannot be encrypted for would fail at every notification, where nobody sees it.
function requireUsable(
  { endpoint, keys }: { endpoint: string; keys: { p256dh: string; auth: string } },
  isHttpAllowed: boolean,
): void {
  if (!endpoint.startsWith('https:') && !isHttpAllowed) {
    throw invalidRequest([{ path: 'endpoint', message: 'must be an https address' }])
  }
  try {
    const curve = createECDH('prime256v1')
    curve.generateKeys()
    curve.computeSecret(Buffer.from(keys.p256dh, 'base64url'))
  } catch {
    throw invalidRequest([{ path: 'keys.p256dh', message: 'is no public key of P-256' }])
  }
  if (Buffer.from(keys.auth, 'base64url').length < 16) {
    throw invalidRequest([{ path: 'keys.auth', message: 'must have 16 bytes' }])
  }
}
