import { makeToken, type Secrets } from '../auth/secrets.ts'

/** What deliveries are signed by, and how it is stored. */
export function makeSecret(secrets: Secrets, webhookId: string): { secret: string; sealed: Buffer } {
  const { token: secret } = makeToken('whs_')
  return { secret, sealed: secrets.encrypt(secret, contextOf(webhookId)) }
}

export function openSecret(secrets: Secrets, webhookId: string, sealed: Buffer): string {
  return secrets.decrypt(sealed, contextOf(webhookId)) as string
}

function contextOf(webhookId: string): string {
  return `webhook:${webhookId}`
}
