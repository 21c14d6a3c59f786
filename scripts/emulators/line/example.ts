import type { Account, OutboundMessage } from '../../../server/src/channels/channel.ts'
import type { LineSecrets, LineSettings } from '../../../server/src/channels/line/index.ts'
import { exampleAccount, exampleMessage } from '../../../server/src/channels/testing/example.ts'
import { providerUrls } from '../../../server/src/testing/providers.ts'
import type { LineEmulator } from './emulator.ts'

export const secrets = {
  channelSecret: '00112233445566778899aabbccddeeff',
  accessToken: 'the-access-token-of-example-shop',
}

/** Example Shop's account, at an emulator. */
export function accountAt(
  { url, dataUrl, botUserId }: Pick<LineEmulator, 'url' | 'dataUrl' | 'botUserId'>,
  webhookUrl: string,
): Account<LineSettings, LineSecrets> {
  return exampleAccount('line', {
    ...{ baseUrl: url, webhookUrl, urls: providerUrls({ line: url, line_data: dataUrl }) },
    settings: { botUserId, displayName: 'Example Shop' },
    secrets,
  })
}

/** A message of ours with an id of its own. */
export function textTo(to: string, text: string, more: Partial<OutboundMessage> = {}): OutboundMessage {
  return exampleMessage({ id: crypto.randomUUID(), to, text, ...more })
}
