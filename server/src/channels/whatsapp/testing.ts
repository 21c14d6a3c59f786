import type { Account } from '../channel.ts'
import { exampleAccount } from '../testing/example.ts'
import type { WhatsappSecrets, WhatsappSettings } from './account.ts'

/** Example Shop's number, as the captured payloads name it. */
export const account: Account<WhatsappSettings, WhatsappSecrets> = exampleAccount('whatsapp', {
  baseUrl: 'https://graph.facebook.com',
  settings: {
    phoneNumberId: '100000000000001',
    businessAccountId: '200000000000001',
    displayPhoneNumber: '+1 555 010 0001',
  },
  secrets: { accessToken: 'the-token', appSecret: 'app-secret', verifyToken: 'our-own-token' },
})
