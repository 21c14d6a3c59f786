import type { Storage } from '../attachments/storage.ts'
import type { Secrets } from '../auth/secrets.ts'
import type { ProviderName } from '../channels/channel.ts'
import type { GuardedFetch } from './guarded-fetch.ts'

/** What it takes to speak to the channels' providers. */
export type Providers = Readonly<{
  fetch: GuardedFetch
  storage: Storage
  secrets: Secrets
  /** Base addresses; local stand-ins can take their place. */
  urls: Readonly<Record<ProviderName, string>>
  /** Where we are found from outside. */
  publicUrl: string
  /** Whether mail servers may be in the private network. Absent: they may not. */
  allowPrivateNetwork?: boolean
}>
