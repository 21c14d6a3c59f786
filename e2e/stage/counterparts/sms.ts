import assert from 'node:assert/strict'
import { postChannel } from '@fairlead/sdk'
import { startTwilioEmulator } from '../../../scripts/emulators/twilio.ts'
import type { Counterpart } from './counterpart.ts'

const accountSid = 'AC0123456789abcdef0123456789abcdef'
const authToken = '0f1e2d3c4b5a69788796a5b4c3d2e1f0'
const own = '+12065550123'
const number = '+15035550147'

export async function openSms(): Promise<Counterpart> {
  const twilio = await startTwilioEmulator({
    ...{ accountSid, authToken, numbers: [{ number: own, friendlyName: 'Example Shop' }] },
    statusDelays: { deliveredMs: null },
  })
  const customer = twilio.customer(number)
  const answers = () => twilio.chat(number).messages.filter(({ author }) => author === 'product')

  return {
    type: 'sms',
    environment: { FAIRLEAD_TWILIO_URL: twilio.url },
    async connect({ owner, team }) {
      const settings = { accountSid, number: own }
      const channel = await owner.client.call(postChannel, {
        body: { type: 'sms', name: 'Text messages', teamId: team.id, settings, secrets: { authToken } },
      })
      assert.ok(channel.type === 'sms' && channel.webhookUrl)
      twilio.connect({ number: own, webhookUrl: channel.webhookUrl })
    },
    ask: (text) => customer.sendText(text),
    heard: (text) => answers().filter((answer) => answer.text === text).length,
    tell: { delivered: () => twilio.tellStatus(answers().at(-1)?.id ?? '', 'delivered') },
    trouble: {
      begin: () => twilio.customer(number, { isLandline: true }),
      end: () => twilio.customer(number, { isLandline: false }),
      reason: 'The customer’s address is not valid.',
      detail: /is not a valid mobile number/,
    },
    stop: () => twilio.stop(),
  }
}
