import { parseArgs } from 'node:util'
import { startGraphEmulator } from './emulators/graph.ts'

/**
 * Runs the stand-in of WhatsApp's provider on its own, with a page to write as a customer. It lets anybody on this machine
 * be anybody's customer, so it is for trying things out and for nothing else.
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '7001' },
    'app-secret': { type: 'string', default: 'emulated-app-secret' },
    'access-token': { type: 'string', default: 'emulated-access-token' },
    'verify-token': { type: 'string', default: 'emulated-verify-token' },
    'phone-number-id': { type: 'string', default: '100000000000001' },
    'business-account-id': { type: 'string', default: '200000000000001' },
    webhook: { type: 'string' },
  },
})

const number = { phoneNumberId: values['phone-number-id'], businessAccountId: values['business-account-id'] }
const emulator = await startGraphEmulator({
  port: Number(values.port),
  appSecret: values['app-secret'],
  accessToken: values['access-token'],
  verifyToken: values['verify-token'],
  numbers: [number],
})

console.log(`A customer's phone: ${emulator.url}/

Start Fairlead with FAIRLEAD_META_URL=${emulator.url} FAIRLEAD_ALLOW_PRIVATE_NETWORK=true
and connect a WhatsApp channel with
  phone number id      ${number.phoneNumberId}
  business account id  ${number.businessAccountId}
  access token         ${values['access-token']}
  app secret           ${values['app-secret']}

Then tell the stand-in where its webhooks go, as the provider's subscription form would:
  curl -X POST ${emulator.url}/control/connect -H 'content-type: application/json' \\
    -d '{"phoneNumberId":"${number.phoneNumberId}","webhookUrl":"…","verifyToken":"…"}'`)

if (values.webhook !== undefined) {
  await emulator.connect({ ...number, webhookUrl: values.webhook })
  console.log(`\nConnected to ${values.webhook}`)
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void emulator.stop())
