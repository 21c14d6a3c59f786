import type { Account, OutboundMessage } from '../../../server/src/channels/channel.ts'
import type { SmsSecrets, SmsSettings } from '../../../server/src/channels/sms/index.ts'
import { exampleAccount, exampleMessage } from '../../../server/src/channels/testing/example.ts'

export const own = '+12065550123'
export const mara = '+15035550147'

export const credentials = {
  accountSid: 'AC0123456789abcdef0123456789abcdef',
  authToken: '0f1e2d3c4b5a69788796a5b4c3d2e1f0',
}

/** Example Shop's number, at an emulator. */
export function accountAt(baseUrl: string, webhookUrl: string): Account<SmsSettings, SmsSecrets> {
  const { accountSid, authToken } = credentials
  return exampleAccount('sms', {
    ...{ baseUrl, webhookUrl },
    settings: { accountSid, number: own, messagingServiceSid: '' },
    secrets: { authToken, secondaryToken: '' },
  })
}

/** A message of ours with an id of its own. */
export function textTo(to: string, text: string, more: Partial<OutboundMessage> = {}): OutboundMessage {
  return exampleMessage({ id: crypto.randomUUID(), to, text, ...more })
}
