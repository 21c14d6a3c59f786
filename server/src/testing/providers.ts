import { Storage } from '../attachments/storage.ts'
import { Secrets } from '../auth/secrets.ts'
import type { ProviderName } from '../channels/channel.ts'
import { createGuardedFetch } from '../providers/guarded-fetch.ts'
import type { Providers } from '../providers/providers.ts'

/** Where providers are in tests: nowhere, but for those that are given. */
export function providerUrls(
  given: Partial<Record<ProviderName, string>> = {},
): Readonly<Record<ProviderName, string>> {
  const nowhere = 'http://127.0.0.1:9'
  return {
    ...{ meta: nowhere, instagram: nowhere, telegram: nowhere, twilio: nowhere, line: nowhere, line_data: nowhere },
    ...{ tiktok: nowhere },
    ...given,
  }
}

/** What speaks to them, with its files in a folder of the test's. */
export function makeProviders(
  dataDir: string,
  given: Partial<Record<ProviderName, string>> = {},
  secret = 'a secret of the tests, long enough to be one',
): Providers {
  return {
    fetch: createGuardedFetch({ allowPrivateNetwork: true }),
    storage: new Storage(dataDir),
    secrets: new Secrets(secret),
    urls: providerUrls(given),
    publicUrl: 'http://localhost:3000',
  }
}
