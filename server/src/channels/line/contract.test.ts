import { hmac } from '../signature.ts'
import { capturedIn } from '../testing/captured.ts'
import { exampleAnswer } from '../testing/example.ts'
import { describeChannel } from '../testing/suite.ts'
import { line } from './index.ts'
import { account, haruka } from './testing.ts'

describeChannel({
  channel: line,
  account,
  fixtures: capturedIn(new URL('./fixtures/', import.meta.url)),
  ignored: ['group', 'others', 'verify'],
  webhook: {
    header: 'x-line-signature',
    sign: ({ body }, { secrets }) => hmac('sha256', secrets.channelSecret, body, 'base64'),
    accountWith: (channelSecret) => ({ ...account, secrets: { ...account.secrets, channelSecret } }),
  },
  to: haruka,
  strangers: ['haruka', 'Ca56f94637c00000000000000000000000', ''],
  sends: { reply: { replyTo: { providerId: '532188990011223344', data: { quoteToken: 'q3Plxr4AgKd' } } } },
  refuses: {
    'a template': { template: { name: 'back', language: 'en', header: {}, body: {}, buttons: [] } },
  },
  taken: exampleAnswer(200, '{"sentMessages":[{"id":"532188990011229999","quoteToken":"IStG5h1Tz7c"}]}'),
})
