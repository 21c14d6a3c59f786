import { hmac } from '../signature.ts'
import { capturedIn } from '../testing/captured.ts'
import { exampleAnswer } from '../testing/example.ts'
import { describeChannel } from '../testing/suite.ts'
import { messenger } from './index.ts'
import { account } from './testing.ts'

describeChannel({
  channel: messenger,
  account,
  fixtures: capturedIn(new URL('./fixtures/', import.meta.url)),
  ignored: [...['edit-of-nothing-new', 'opt-in', 'page-feed', 'thread-taken']],
  webhook: {
    header: 'x-hub-signature-256',
    sign: ({ body }, { secrets }) => `sha256=${hmac('sha256', secrets.appSecret, body, 'hex')}`,
    accountWith: (appSecret) => ({ ...account, secrets: { ...account.secrets, appSecret } }),
  },
  to: '6000000000000001',
  strangers: ['mara@example.net', ''],
  taken: exampleAnswer(200, '{"recipient_id":"6000000000000001","message_id":"m_OUT1"}'),
})
