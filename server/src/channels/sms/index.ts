import type { Channel } from '../channel.ts'
import type { SmsSecrets, SmsSettings } from './account.ts'
import { check } from './check.ts'
import { fetchMedia } from './media.ts'
import { outcome } from './outcome.ts'
import { parse } from './parse/webhook.ts'
import { capabilities, render } from './render.ts'
import { verify } from './verify.ts'

export type { SmsSecrets, SmsSettings } from './account.ts'

/** Text and multimedia messages through Twilio. */
export const sms = {
  type: 'sms',
  provider: 'twilio',
  accountIdOf: (settings) => settings.number,
  capabilities,
  verify,
  parse,
  // Anything in plain text would go to the customer as a message.
  acknowledgement: { status: 200, type: 'text/xml', body: '<Response/>' },
  render,
  outcome,
  fetchMedia,
  check,
} satisfies Channel<SmsSettings, SmsSecrets>
