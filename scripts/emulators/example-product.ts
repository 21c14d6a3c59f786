import type { Account, OutboundMessage } from '../../server/src/channels/channel.ts'
import { exampleAccount, exampleMessage } from '../../server/src/channels/testing/example.ts'
import { type WhatsappSecrets, type WhatsappSettings, whatsapp } from '../../server/src/channels/whatsapp/index.ts'
import { type ExampleProduct, startExampleProduct as startProduct } from './desk/example-product.ts'

export type { ExampleProduct } from './desk/example-product.ts'
export { perform, performAll } from './desk/perform.ts'

export const secrets: WhatsappSecrets = { accessToken: 'the-token', appSecret: 'the-secret', verifyToken: 'the-verify' }

const settings: WhatsappSettings = {
  phoneNumberId: '100000000000001',
  businessAccountId: '200000000000001',
  displayPhoneNumber: '+1 555 010 0001',
}

export function startExampleProduct(): Promise<ExampleProduct> {
  return startProduct(whatsapp, accountAt('http://127.0.0.1:9'))
}

export function accountAt(baseUrl: string): Account<WhatsappSettings, WhatsappSecrets> {
  return exampleAccount('whatsapp', { baseUrl, settings, secrets })
}

export function textTo(to: string, text: string, more: Partial<OutboundMessage> = {}): OutboundMessage {
  return exampleMessage({ id: `m-${text}`, to, text, ...more })
}
