import { capturedIn } from '../testing/captured.ts'
import { exampleAnswer } from '../testing/example.ts'
import { describeChannel } from '../testing/suite.ts'
import { telegram } from './index.ts'
import { account } from './testing.ts'

describeChannel({
  channel: telegram,
  account,
  fixtures: capturedIn(new URL('./fixtures/', import.meta.url)),
  ignored: [
    ...['business-connection', 'channel-post', 'group', 'group-callback', 'group-joined', 'group-migrated'],
    ...['group-reaction', 'inline-query', 'service'],
  ],
  webhook: {
    header: 'x-telegram-bot-api-secret-token',
    sign: (_, { secrets }) => secrets.webhookSecret,
    accountWith: (webhookSecret) => ({ ...account, secrets: { ...account.secrets, webhookSecret } }),
    isOverBody: false,
  },
  to: '5528190347',
  strangers: ['@mara_muster', 'mara@example.net', ''],
  sends: { reply: { replyTo: { providerId: '5528190347:1825', data: {} } } },
  refuses: {
    'a choice whose id is too long': { choices: [{ id: 'ä'.repeat(33), title: 'Long' }] },
    'a template': { template: { name: 'back', language: 'en', header: {}, body: {}, buttons: [] } },
  },
  taken: exampleAnswer(
    200,
    '{"ok":true,"result":{"message_id":1851,"chat":{"id":5528190347,"type":"private"},"date":1794600100,"text":"Yes"}}',
  ),
})
