import { postChannel } from '@fairlead/sdk'
import { startTwilioEmulator } from '../../../scripts/emulators/twilio.ts'
import { type Crowd, fromEmulator, redeliverAfterMs } from '../crowd.ts'

const accountSid = `AC${'0123456789abcdef'.repeat(2)}`
const authToken = 'fedcba9876543210'.repeat(2)
const number = '+12065550123'

export async function openSms(): Promise<Crowd> {
  const twilio = await startTwilioEmulator({ accountSid, authToken, redeliverAfterMs })
  return {
    ...fromEmulator(twilio),
    type: 'sms',
    environment: { FAIRLEAD_TWILIO_URL: twilio.url },
    async connect(client) {
      const channel = await client.call(postChannel, {
        body: { type: 'sms', name: 'SMS', settings: { accountSid, number }, secrets: { authToken } },
      })
      if (channel.type !== 'sms' || !channel.webhookUrl) throw new Error('no webhook')
      twilio.connect({ number, webhookUrl: channel.webhookUrl })
      return channel.id
    },
    write: (customer, text) => twilio.customer(`+1503555${String(1000 + customer)}`).sendText(text),
  }
}
