import { hmac } from '../signature.ts'
import { capturedIn } from '../testing/captured.ts'
import { exampleAnswer } from '../testing/example.ts'
import { describeChannel } from '../testing/suite.ts'
import { whatsapp } from './index.ts'
import { account } from './testing.ts'

describeChannel({
  channel: whatsapp,
  account,
  fixtures: capturedIn(new URL('./fixtures/', import.meta.url)),
  ignored: [
    'account-error',
    'batch',
    'call',
    'call-status',
    'echoes',
    'group',
    'identity-changed',
    'request-welcome',
    'statuses',
  ],
  webhook: {
    header: 'x-hub-signature-256',
    sign: ({ body }, by) => `sha256=${hmac('sha256', by.secrets.appSecret, body, 'hex')}`,
    accountWith: (appSecret) => ({ ...account, secrets: { ...account.secrets, appSecret } }),
  },
  to: '447700900001',
  strangers: ['mara@example.net', ''],
  taken: exampleAnswer(200, '{"messaging_product":"whatsapp","messages":[{"id":"wamid.OUT1"}]}'),
})
