import type { ProviderName } from '../channels/channel.ts'

/** Where providers are in tests: nowhere, but for those that are given. */
export function providerUrls(given: Partial<Record<ProviderName, string>> = {}): Readonly<Record<ProviderName, string>> {
  const nowhere = 'http://127.0.0.1:9'
  return {
    ...{ meta: nowhere, instagram: nowhere, telegram: nowhere, twilio: nowhere, line: nowhere, line_data: nowhere },
    ...{ tiktok: nowhere },
    ...given,
  }
}
